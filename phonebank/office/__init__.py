"""Hosting an office: finding, making, starting and stopping its PostgreSQL."""

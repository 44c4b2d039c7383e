"""Alembic migrations; each moves the tables forward, the functions follow by themselves."""

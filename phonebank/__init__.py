"""Phonebank: the campaign office's telephone desk."""

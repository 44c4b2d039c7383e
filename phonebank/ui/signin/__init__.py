"""Choosing one's name and giving the PIN."""

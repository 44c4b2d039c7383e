"""Feeding the readers of files whatever a machine can think of."""

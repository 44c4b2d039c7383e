"""The place « Réglages »: the office itself, for its owner."""

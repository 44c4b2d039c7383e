"""The caller's screen."""

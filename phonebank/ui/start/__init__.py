"""Before an office is open: which one, and how far its opening is."""

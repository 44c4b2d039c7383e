"""Reading a sentence aloud, in a process of its own."""

"""The place where a supervisor decides who doubtful contacts are."""

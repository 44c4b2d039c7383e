"""The pure rules of calling: no database, no screen, no file."""

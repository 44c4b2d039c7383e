"""The only place where worker threads meet Qt."""

"""A room full of real client processes: rehearsed with people's names, or measured."""

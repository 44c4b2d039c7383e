"""The command line, a file a subject: the same services as the window, without a screen."""

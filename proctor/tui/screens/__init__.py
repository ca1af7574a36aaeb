"""One screen a file, imported when it is opened."""

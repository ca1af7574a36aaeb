"""Floor 4: one module a command, imported when it is called."""

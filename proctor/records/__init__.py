"""Floor 2: what comes out of sessions: the record in words, and for other programs."""

"""Floor 2: a manual to a pack, word for word. Extract, outline, segment, compile, review: each step can be looked at by
itself."""

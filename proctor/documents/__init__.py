"""Floor 0: documents out of plain values. Knows nothing of sessions."""

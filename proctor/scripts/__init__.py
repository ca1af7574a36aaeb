"""Floor 0: packs. What they may hold (``models``), reading them (``loading``, ``library``), checking them (``checks``)."""

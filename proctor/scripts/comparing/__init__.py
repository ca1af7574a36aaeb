"""How two packs are held against each other; ``proctor/scripts/diff.py`` is the way in."""

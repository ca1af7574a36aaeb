"""Manuals on which the importer is measured and never tuned: whoever works on it does not read them (see `make`)."""

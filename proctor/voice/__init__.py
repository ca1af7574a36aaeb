"""Reading aloud, for those who turn it on: a speaker, the process that makes the sound, how things are said.

Nothing here is imported while the voice is off. Importing this package imports none of its modules.
"""

"""The session in plain lines on standard input and output: for screen readers, pipes and tests.

One command a line (``grammar``), blocks as ``SAY:``, ``DO:``, ``CHECK:`` with their ids (``printing``), and announcements
while input is awaited (``loop``). It makes the same commands as the screens.
"""

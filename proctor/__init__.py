"""proctor: the assistant beside a test administrator who delivers a scripted state test.

The root stays empty so that ``proctor --version`` costs nothing; import what you need from its floor
(``proctor.scripts``, ``proctor.state`` …, drawn in ``docs/architecture.md``).
"""

__version__ = "0.1.0"

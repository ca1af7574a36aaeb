"""Floor 3: the session on screens. It draws a :class:`proctor.state.view.SessionView`, sends commands, and decides nothing.

``app`` routes between ``screens``; ``desk`` is a session as screens have it; ``sheet`` lays blocks out as rows, without
Textual; ``widgets`` draw one thing each; ``dialogs`` ask for what one command needs.
"""

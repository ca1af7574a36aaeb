"""The process that makes the sound, ``python -m proctor.voice.child``: an engine, a player and a sink, led by lines of JSON.

It is one of its own so that an engine that hangs or dies takes nothing along, and so that silence can be had by ending it.
"""

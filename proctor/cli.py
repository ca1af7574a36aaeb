"""The command line. Each command is a module of ``proctor.commands`` that is imported when it is called."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from keyword import iskeyword
from pathlib import Path

import click

from proctor import __version__
from proctor.commands.leaving import signals, told
from proctor.errors import Exit, ProctorError

COMMANDS = {
    "run": ("run", "Deliver a script live."),
    "rehearse": ("run", "The same on a faster clock, marked REHEARSAL everywhere."),
    "ask": ("ask", "Answer a question from the rules, with the section it stands in."),
    "calendar": ("calendar", "What the packs offer, when and for whom; also as a file for a calendar."),
    "preview": ("preview", "The whole flow of a script, without a session."),
    "import": ("importing", "Make an official pack of a manual, word for word."),
    "say": ("say", "Read a text, or what a script says, aloud."),
    "voices": ("voices", "The voices that can read aloud."),
    "packs": ("packs", "The packs of this machine: list, show, check, diff, schema."),
    "sessions": ("sessions", "The records: list, show, verify, amend, export."),
    "doctor": ("doctor", "What works on this machine, and how to mend what does not."),
}
"""Command, the module that has it, and its line of help; the module has a function of the command's name, one that is a word of
Python's with an underscore behind it."""


class LazyGroup(click.Group):
    """A group that knows its commands' names and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"proctor.commands.{COMMANDS[cmd_name][0]}")
        command = getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The lines of help without importing what they speak of."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="proctor", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> int:
    """The assistant beside a test administrator who delivers a scripted state test.

    Alone it shows your sessions and packs, and opens them.

    Try it: proctor rehearse mcas-2006-grade10-math/session-1 --speed 60
    """
    if ctx.invoked_subcommand is None:
        return _alone(ctx)
    return Exit.OK


def _alone(ctx: click.Context) -> int:
    """The library where there is a terminal to show it on, else what could be typed."""
    from proctor.commands import screen

    if screen.at_a_terminal():
        return screen.show()
    click.echo(ctx.get_help())
    return Exit.OK


def main() -> None:
    """Run the command line; every end is an exit code and, where it is not 0, one sentence on standard error."""
    _prepare_streams()
    told.clear()
    try:
        with signals():
            code = _run()
    except Exception:  # whatever came of a signal: a session that is open stays so, and the command has said how to go on
        if not told:
            raise
        code = Exit.INTERRUPTED
    sys.exit(code)


def _prepare_streams() -> None:
    """Where a standard stream was closed, nothing comes of it and what is written to it goes nowhere. It also keeps its number
    from the next file that is opened, a session's perhaps, which must not get what is meant for the screen."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - for as long as the process lives
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # as standard error has it; in JSON it is the character still


def _run() -> int:
    try:
        result = cli.main(standalone_mode=False)
        return result if isinstance(result, int) else Exit.OK
    except click.exceptions.Abort:
        click.echo("Interrupted.", err=True)
        return Exit.INTERRUPTED
    except click.ClickException as error:
        _complain(f"{error.format_message()}{_see(error)}")
        return error.exit_code
    except ProctorError as error:
        _complain(str(error))
        return error.exit_code
    except OSError as error:  # a disk that is full, a pipe that is shut: whatever a command did not see coming
        with contextlib.suppress(OSError):
            _complain(f"{error.filename or 'The output'} cannot be written or read: {error.strerror or error}.")
        _leave_stdout()
        return Exit.NO


def _complain(text: str) -> None:
    from proctor.commands.output import say

    for line in text.split("\n"):
        say(line, err=True)


def _leave_stdout() -> None:
    """Whatever is still to be written goes nowhere, so that the interpreter does not stumble over it when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _see(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f" See `{context.command_path} --help`." if isinstance(context, click.Context) else ""

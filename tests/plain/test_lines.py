"""What comes in as bytes: whole lines whatever their pieces, and for what is no line a sentence."""

from __future__ import annotations

import io
import os
import threading

import pytest

from proctor.plain.grammar import MAX_LINE
from proctor.plain.lines import END, Line, ListedLines, StreamLines


def read(data: bytes) -> list[Line]:
    """Every line of a stream, without the end."""
    lines = StreamLines(io.BytesIO(data))
    found = []
    while (line := lines.next(5)) is not END:
        assert line is not None, "the reader has stopped"
        found.append(line)
    return found


def test_lines_come_one_after_the_other_and_then_the_end_for_good() -> None:
    lines = StreamLines(io.BytesIO(b"n\na yes\n"))
    assert [lines.next(5) for _ in range(4)] == [Line("n"), Line("a yes"), END, END]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_a_line_ends_with_a_line_feed_a_windows_one_or_the_input(end: bytes) -> None:
    assert read(b"n\na yes" + end) == [Line("n"), Line("a yes")]


def test_an_empty_line_is_a_line() -> None:
    assert read(b"\n\r\nn\n") == [Line(""), Line(""), Line("n")]


def test_letters_of_every_script_come_through() -> None:
    assert read("note Søren, 李雷, Ελένη, 🚒\n".encode()) == [Line("note Søren, 李雷, Ελένη, 🚒")]


def test_a_line_that_is_not_utf8_is_said_to_be_so_and_the_next_one_is_read() -> None:
    bad, good = read(b"note caf\xe9\nn\n")
    assert (bad.text, bad.problem) == ("", "the line is not UTF-8")
    assert good == Line("n")


def test_half_a_letter_at_the_end_of_input_is_not_utf8() -> None:
    assert [line.problem for line in read("n\né".encode()[:-1])] == ["", "the line is not UTF-8"]


@pytest.mark.parametrize("length", [MAX_LINE + 1, 5 * MAX_LINE, 1_000_000])
def test_a_line_that_is_too_long_is_refused_whole_and_the_next_one_is_read(length: int) -> None:
    too_long, good = read(b"n" * length + b"\nn\n")
    assert (too_long.text, too_long.problem) == ("", "the line is too long; the limit is 4,096 characters")
    assert good == Line("n")


def test_a_line_that_never_ends_is_not_kept_in_memory() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += 1
            return b"x" * 10_000 if self.given < 2_000 else b""

    lines = StreamLines(Endless())
    line = lines.next(30)
    assert line is not None
    assert line.problem.startswith("the line is too long")


def test_the_longest_line_is_one_of_so_many_characters_not_bytes() -> None:
    assert read(b"n" * MAX_LINE) == [Line("n" * MAX_LINE)]
    assert read(("\N{FIRE ENGINE}" * MAX_LINE + "\r\n").encode()) == [Line("\N{FIRE ENGINE}" * MAX_LINE)]


def test_nul_and_control_characters_are_kept_for_the_grammar_to_refuse() -> None:
    assert read(b"n\x00\x07\x1b[2J\nn\n") == [Line("n\x00\x07\x1b[2J"), Line("n")]


def test_a_line_that_comes_in_pieces_is_one_line() -> None:
    there, here = os.pipe()
    with os.fdopen(here, "wb", buffering=0) as feeder, os.fdopen(there, "rb", buffering=0) as stream:
        lines = StreamLines(stream)
        feeder.write(b"a y")
        assert lines.next(0.05) is None
        feeder.write("es, sí".encode()[:-1])
        assert lines.next(0.05) is None
        feeder.write("í".encode()[-1:] + b"\nn")
        assert lines.next(5) == Line("a yes, sí")
        feeder.close()
        assert lines.next(5) == Line("n")
        assert lines.next(5) is END


def test_no_line_in_time_is_no_line_and_not_the_end() -> None:
    there, here = os.pipe()
    with os.fdopen(here, "wb", buffering=0), os.fdopen(there, "rb", buffering=0) as stream:
        lines = StreamLines(stream)
        assert lines.next(0.01) is None
        assert lines.next(0.01) is None


def test_a_line_that_is_there_already_is_seen_without_being_taken() -> None:
    there, here = os.pipe()
    with os.fdopen(here, "wb", buffering=0) as feeder, os.fdopen(there, "rb", buffering=0) as stream:
        lines = StreamLines(stream)
        assert not lines.waiting
        feeder.write(b"n\n")
        arrived = threading.Event()
        while not lines.waiting and not arrived.wait(0.001):
            pass
        assert lines.waiting
        assert lines.next(5) == Line("n")


def test_a_feeder_that_runs_ahead_waits_for_us() -> None:
    """Else a file of a million lines would stand in memory, and a wait could not tell what is typed now."""
    lines = StreamLines(io.BytesIO(b"n\n" * 100))
    assert lines.next(5) == Line("n")
    assert lines._queue.maxsize == 1


def test_a_stream_that_does_not_wait_is_asked_again() -> None:
    class NotYet(io.RawIOBase):
        pieces = iter([None, None, b"n\n", b""])

        def read(self, size: int = -1) -> bytes | None:
            return next(self.pieces)

    lines = StreamLines(NotYet())
    assert lines.next(5) == Line("n")
    assert lines.next(5) is END


def test_a_stream_that_breaks_is_at_its_end() -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    assert StreamLines(Broken()).next(5) is END


def test_listed_lines_come_in_order_and_then_the_end() -> None:
    lines = ListedLines(["n", "q"])
    assert [lines.next(None) for _ in range(4)] == [Line("n"), Line("q"), END, END]
    assert not lines.waiting

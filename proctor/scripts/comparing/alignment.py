"""Which of the things of one year stands for which of another's: by their words first, then by their numbers.

Numbers alone would not do: one step put in makes all later ones other steps. So the two rows are laid beside each other
as their words fit best, in turn; what is left over may have moved; and what is left of that goes by its number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from proctor.scripts.comparing.marks import WORD

ALIKE = 0.4
"""Share of common words from which two things that stand in the same turn may be one."""

MOVED = 0.6
"""The same for two that stand elsewhere, go by another name, or are of another kind."""

Pairs = list[tuple[int, int]]
"""Places of the old row and of the new one, by the new one's order."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one thing is paired by: its words as :class:`Letters` writes them, its number or name, its kind; ``whole``
    tells apart what has the same words."""

    words: str
    key: str = ""
    kind: str = ""
    whole: object = None


class Letters(dict[str, str]):
    """Writes each word as one character, the same word the same: likeness is then counted in words, as fast as in letters."""

    def __missing__(self, word: str) -> str:
        letter = self[word] = chr(min(len(self), 0x10FFFF))
        return letter

    def of(self, *texts: str) -> str:
        return "".join(map(self.__getitem__, WORD.findall(" ".join(texts))))


def aligned(old: Sequence[Side], new: Sequence[Side]) -> Pairs:
    """Pairs of a row that is walked in turn, such as steps, and the blocks in one."""
    head = _same_ahead(old, new)
    tail = _same_ahead(old[head:][::-1], new[head:][::-1])
    paired = {n: n for n in range(head)} | {len(old) - 1 - n: len(new) - 1 - n for n in range(tail)}
    scores = _scores(old, new, range(head, len(old) - tail), range(head, len(new) - tail))
    paired |= _in_turn(scores, range(head, len(old) - tail), range(head, len(new) - tail))
    _take(paired, sorted((-score, abs(i - j), i, j) for (i, j), score in scores.items() if score >= MOVED**2))
    _by_key(paired, old, new)
    _by_kind_and_place(paired, old, new)
    return sorted(paired.items(), key=lambda pair: pair[1])


def named(old: Sequence[Side], new: Sequence[Side]) -> Pairs:
    """Pairs of things that go by name, in whatever order: by name first, then by likeness."""
    paired: dict[int, int] = {}
    _by_key(paired, old, new)
    rest = [i for i in range(len(old)) if i not in paired], [j for j in range(len(new)) if j not in paired.values()]
    scores = _scores(old, new, *rest)
    _take(paired, sorted((-score, abs(i - j), i, j) for (i, j), score in scores.items() if score >= MOVED**2))
    return sorted(paired.items(), key=lambda pair: pair[1])


def out_of_turn(pairs: Pairs) -> set[int]:
    """Places in the new row of what has moved: as few as can be, the others have kept their order."""
    ends: list[int] = []  # the smallest old place with which a row of this length can end
    last: list[int] = []  # the pair that has it
    before: list[int] = []
    for n, (i, _) in enumerate(pairs):
        length = bisect_left(ends, i)
        ends[length : length + 1] = [i]
        last[length : length + 1] = [n]
        before.append(last[length - 1] if length else -1)
    kept, n = set(), last[-1] if last else -1
    while n >= 0:
        kept.add(n)
        n = before[n]
    return {j for n, (_, j) in enumerate(pairs) if n not in kept}


def in_reading_order(old: int, new: int, pairs: Pairs) -> Iterator[tuple[int | None, int | None]]:
    """Every place of both rows once, a pair as one, in the new row's order; what was removed where it stood."""
    moved = out_of_turn(pairs)
    partner = {j: i for i, j in pairs}
    stayed = {i: j for i, j in pairs if j not in moved}
    removed: dict[int, list[int]] = {}
    behind = -1
    gone = set(range(old)) - set(partner.values())
    for i in range(old):
        behind = stayed.get(i, behind)
        if i in gone:
            removed.setdefault(behind, []).append(i)
    for j in range(-1, new):
        if j >= 0:
            yield partner.get(j), j
        yield from ((i, None) for i in removed.get(j, ()))


# -- how --------------------------------------------------------------------------------------------------------------


def _same_ahead(old: Sequence[Side], new: Sequence[Side]) -> int:
    """How many at the beginning are the same in all; nothing else could fit better."""
    count = 0
    while count < min(len(old), len(new)) and old[count] == new[count]:
        count += 1
    return count


def _scores(
    old: Sequence[Side], new: Sequence[Side], rows: Sequence[int], columns: Sequence[int]
) -> dict[tuple[int, int], float]:
    scores = {(i, j): _score(old[i], new[j]) for i in rows for j in columns}
    return {place: score for place, score in scores.items() if score}


def _score(one: Side, other: Side) -> float:
    """0 where they are not alike. The square, so that one pair of the same words is worth more than two that are half
    alike; number, kind and all else only tell equals apart."""
    alike = Indel.normalized_similarity(one.words, other.words, score_cutoff=ALIKE if one.kind == other.kind else MOVED)
    if not alike:
        return 0.0
    same = 0.02 * (one.key == other.key) + 0.02 * (one.kind == other.kind)
    return float(alike**2 + same + 0.01 * (alike == 1 and one.whole == other.whole))


def _in_turn(scores: dict[tuple[int, int], float], rows: range, columns: range) -> dict[int, int]:
    """The pairs, in turn on both sides, whose scores add up to the most."""
    best = [[0.0] * (len(columns) + 1)]
    for i in rows:
        above, row = best[-1], [0.0]
        for n, j in enumerate(columns):
            row.append(max(above[n + 1], row[n], above[n] + scores.get((i, j), 0.0)))
        best.append(row)
    found: dict[int, int] = {}
    n, m = len(rows), len(columns)
    while n and m:
        if best[n][m] == best[n - 1][m]:
            n -= 1
        elif best[n][m] == best[n][m - 1]:
            m -= 1
        else:
            n, m = n - 1, m - 1
            found[rows[n]] = columns[m]
    return found


def _take(paired: dict[int, int], candidates: Sequence[tuple[float, int, int, int]]) -> None:
    """Best first, each place once."""
    taken = set(paired.values())
    for _, _, i, j in candidates:
        if i not in paired and j not in taken:
            paired[i] = j
            taken.add(j)


def _by_key(paired: dict[int, int], old: Sequence[Side], new: Sequence[Side]) -> None:
    taken = set(paired.values())
    free = {side.key: j for j, side in reversed(list(enumerate(new))) if j not in taken and side.key}
    for i, side in enumerate(old):
        if i not in paired and side.key in free:
            paired[i] = free.pop(side.key)


def _by_kind_and_place(paired: dict[int, int], old: Sequence[Side], new: Sequence[Side]) -> None:
    """What has a kind and stands alone of it between the same neighbours was written anew."""
    taken = set(paired.values())
    low = 0
    for i, side in enumerate(old):
        if i in paired:
            low = max(low, paired[i] + 1)
        elif side.kind:
            high = min((j for before, j in paired.items() if before > i and j >= low), default=len(new))
            found = next((j for j in range(low, high) if j not in taken and new[j].kind == side.kind), None)
            if found is not None:
                paired[i] = found
                taken.add(found)
                low = found + 1

"""The checks of ``policies.yaml`` and ``sections.yaml`` that a schema cannot make. Each yields ``(path, sentence)``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from proctor.scripts.checks import check_condition
from proctor.scripts.checks_places import Finding
from proctor.scripts.header import PackHeader
from proctor.scripts.models import Script, facts_of
from proctor.scripts.policies import Askable, Policies, Ruling, Sections
from proctor.scripts.source import Place


def check_policies(policies: Policies, header: PackHeader, scripts: Iterable[Script]) -> Iterator[Finding]:
    """What ``policies.yaml`` can get wrong beside the pack's header, and beside the scripts that are there."""
    yield from _listed(policies.document, header, ("document",))
    known = {script.id: script for script in scripts}
    ids = [one.id for one in policies.policies]
    for index, one in enumerate(policies.policies):
        if one.id in ids[:index]:
            yield ("policies", index, "id"), f"there are two policies {one.id!r}"
        yield from _rulings_stand_apart(one.rulings, ("policies", index, "rulings"))
    for place, ruling in _rulings(policies):
        yield from _scripts_are_known(ruling.scripts, header, place)
        yield from _documents_are_known(ruling, policies.document, header, place)
        yield from _stages_and_facts_are_known(ruling, known, place)
    for index, silence in enumerate(policies.silences):
        for at, related in enumerate(silence.related):
            if related not in ids:
                yield ("silences", index, "related", at), f"no policy {related!r} in this file"
    yield from _asked_once(policies)


def check_sections(sections: Sections, header: PackHeader) -> Iterator[Finding]:
    """What can be said beside the pack's header alone."""
    yield from _listed(sections.document, header, ("document",))
    if sections.sections and sections.document is None and len(header.documents) != 1:
        yield (), f"which document? There are: {', '.join(header.documents) or 'none in pack.yaml'}"
    refs = [one.ref for one in sections.sections]
    for index, one in enumerate(sections.sections):
        if one.ref in refs[:index]:
            yield ("sections", index, "ref"), f"there are two sections {one.ref!r}"
        yield from _scripts_are_known(one.scripts, header, ("sections", index))


def _rulings(policies: Policies) -> Iterator[tuple[Place, Ruling]]:
    for index, one in enumerate(policies.policies):
        for number, ruling in enumerate(one.rulings):
            yield ("policies", index, "rulings", number), ruling


def _scripts_are_known(scripts: Iterable[str], header: PackHeader, place: Place) -> Iterator[Finding]:
    for at, script in enumerate(scripts):
        if script not in header.scripts:
            yield (*place, "scripts", at), f"no script {script!r} in this pack"


def _documents_are_known(ruling: Ruling, usual: str | None, header: PackHeader, place: Place) -> Iterator[Finding]:
    for at, cited in enumerate(ruling.cite):
        if cited.document is None and usual is None and len(header.documents) != 1:
            there = ", ".join(header.documents) or "none in pack.yaml"
            yield (*place, "cite", at), f"which document? There are: {there}"
        yield from _listed(cited.document, header, (*place, "cite", at, "document"))


def _stages_and_facts_are_known(ruling: Ruling, known: Mapping[str, Script], place: Place) -> Iterator[Finding]:
    """They are those of the scripts named; where none is, of any."""
    meant = [known[script] for script in ruling.scripts or known if script in known]
    if not meant:
        return
    stages = {stage.id for script in meant for stage in script.stages}
    for at, stage in enumerate(ruling.stages):
        if stage not in stages:
            yield (*place, "stages", at), f"no stage {stage!r} in {' or '.join(script.id for script in meant)}"
    asking = [facts_of(script) for script in meant]
    for name, values in ruling.when.items():
        for value in values:
            wrong = [list(check_condition(facts, name, value, (*place, "when", name))) for facts in asking if name in facts]
            wrong = wrong or [list(check_condition(asking[0], name, value, (*place, "when", name)))]
            yield from min(wrong, key=len)


def _listed(document: str | None, header: PackHeader, place: Place) -> Iterator[Finding]:
    if document is not None and document not in header.documents:
        yield place, f"no document {document!r} in pack.yaml; there are: {', '.join(header.documents) or 'none'}"


def _rulings_stand_apart(rulings: tuple[Ruling, ...], place: Place) -> Iterator[Finding]:
    """Two rulings for one place would be two answers."""
    for (_, one), (number, other) in combinations(enumerate(rulings), 2):
        if _meet(one.scripts, other.scripts) and _meet(one.stages, other.stages) and _same(one.when, other.when):
            yield (*place, number), "an earlier ruling of this policy holds in the same place"


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _same(one: Mapping[str, tuple[str | int, ...]], other: Mapping[str, tuple[str | int, ...]]) -> bool:
    """Whether two conditions hold together: each fact wants a value that the other wants too."""
    return one.keys() == other.keys() and all(set(values) & set(other[name]) for name, values in one.items())


def _asked_once(policies: Policies) -> Iterator[Finding]:
    """A way of asking that stands under two entries tells neither from the other."""
    seen: dict[str, str] = {}
    groups: dict[str, tuple[Askable, ...]] = {"policies": policies.policies, "silences": policies.silences}
    for group, entries in groups.items():
        for index, one in enumerate(entries):
            for at, phrase in enumerate(one.asked):
                words = " ".join(phrase.lower().split())
                if words in seen:
                    yield (group, index, "asked", at), f"{phrase!r} stands under {seen[words]!r} already"
                seen.setdefault(words, one.title)

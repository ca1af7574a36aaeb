"""What manuals say when they say "read this aloud", "wait", "if", "half the time is over": the English of such documents.

Everything that knows a word of it stands here, as data and small questions; how a manual is taken apart does not.
"""

from __future__ import annotations

import re

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50,
    "sixty": 60, "ninety": 90,
}  # fmt: skip
_NUMBER = rf"(\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"


def number_of(word: str) -> int:
    """A number as it is written: ``30`` or ``thirty``."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


# -- speech ---------------------------------------------------------------------------------------------------------

_TO = r"(?:\s+(?:aloud|out loud|verbatim|word for word|only|the following\w*(?:\s+\w+){0,6}?|(?:to\s+)?(?:the\s+|your\s+|all\s+)*(?:students?|class|group|test takers)))*"
SAYING = rf"(?:say{_TO}|read{_TO}|announce{_TO}|(?:tell|remind|inform)\s+(?:the\s+|your\s+|all\s+)*(?:students?|class|group)(?:\s+the following)?)"

CUE = re.compile(rf"(?:,?\s*\b(?:and|then|and then)\b)?,?\s*\b{SAYING}\s*(?P<end>[:,]|)\s*\Z", re.IGNORECASE)
"""What stands right before an opening quote when the quote is to be spoken; it begins where the saying begins."""

_VERB = re.compile(r"\b(say|read|announce|tell|remind|inform)\b", re.IGNORECASE)

BANNER = re.compile(
    r"(?:▶|►|→|\*)?\s*(?:SAY|READ(?: ALOUD)?(?: TO (?:THE )?STUDENTS)?|Say|Read [Aa]loud(?: to (?:the |all )?[Ss]tudents)?|"
    r"Read to (?:the )?[Ss]tudents|Read (?:the following|this)(?: (?:paragraph|text|script))?(?: aloud)?(?: to (?:the )?[Ss]tudents)?|"
    r"(?:Teacher|Test [Aa]dministrator|TA) (?:says|reads)(?: aloud)?)\s*(?P<end>:|(?=\s|\Z))"
)
"""A sign in front of speech that has no quotes, at the beginning of a paragraph."""

ACTION_LABEL = re.compile(
    r"(?:DO NOT READ(?: ALOUD)?|Do not read aloud|DO|Do|ACTION|Action|STOP|Test [Aa]dministrator(?: (?:action|only))?|TEST ADMINISTRATOR|TA|"
    r"Teacher|Proctor|(?:To the )?[Aa]dministrator)\s*:?"
)
"""A sign in front of what is not speech; alone on its line, or with a colon."""

LEGEND = re.compile(
    r"\b(bold(?:face)?|boxe[sd]|box|frames?|framed|shaded|shading|shade|gray|grey|highlighted|italics?|italic)\b"
    r"[^.]{0,120}\b(?:read|said|spoken|say)\b[^.]{0,60}(?:aloud|students?|verbatim|word for word)"
    r"|\b(?:read|say|said)\b[^.]{0,80}\b(?:aloud|verbatim|word for word|to (?:the )?students?)\b[^.]{0,80}"
    r"\b(bold(?:face)?|boxe[sd]|box|frames?|framed|shaded|shading|shade|gray|grey|highlighted|italics?|italic)\b",
    re.IGNORECASE,
)
"""A manual's own word on how it marks speech."""

ALL_SPEECH = re.compile(
    r"\b(?:script|text|statement|directions|instructions|words)\b.*\b(?:to be |to )?read(?: aloud)?\b|\bread[- ]aloud (?:script|text|directions|page)\b"
    r"|\b(?:opening|closing|student|oral) (?:script|statement)\b|\bscript (?:for|to)\b|\b(?:read aloud|to be read(?: aloud)?)\b|\boral directions\b",
    re.IGNORECASE,
)
"""The title of a section that is speech from end to end."""

_TO_THEM = re.compile(r"\b(?:you|your|yours|we|our|us|I|my|me|please)\b|\b(?:I|we|you)['’](?:ll|re|ve|m)\b")
_OF_THEM = re.compile(r"\b(?:students?|test takers?|their|them|they|each student|the class)\b", re.IGNORECASE)

_WORKING = (
    "distribute|hand out|pass out|give each|give out|give new|give students|give them|collect|pick up|pause|wait|allow|circulate|monitor|verify|check|"
    'make sure|make a list|ensure|confirm|be sure|start the|start timing|set the|set aside|set a|record|note|write the|write "|write “|post|answer any|answer all|'
    "help|assist|dismiss|instruct|tell|remind|demonstrate|show|hold up|point|return all|return the|notify|report|seal|count|group|prepare|"
    "walk|do not|if any|if a student|if students|if no|when|once|after|at the end|as soon as|repeat|read|continue|proceed|skip|stop the|direct|"
    "display|project|announce|complete the|fill in the void|immediately|for students|turn off|place|store|obscure|remove|arrange|sign|use|follow|approve|keep|review|contact|call|bring|take|issue|insert"
)
_WORK = re.compile(rf"(?:then |now |next,? |first,? |also |again,? )?(?:{_WORKING})\b", re.IGNORECASE)


def sounds_spoken(text: str) -> float:
    """How much unmarked words sound like speech to students: 1 surely, 0 surely not, between the two nobody can tell."""
    working = bool(_WORK.match(text))
    of_them = bool(_OF_THEM.search(text))
    to_them = bool(_TO_THEM.search(text))
    if to_them and not of_them:
        return 0.65 if working else 0.9
    if of_them and not to_them:
        return 0.05 if working else 0.2
    if of_them and to_them:
        return 0.1 if working else 0.5
    return 0.15 if working else 0.5


def works(text: str) -> bool:
    """Whether a sentence begins like an instruction to the administrator."""
    return bool(_WORK.match(text))


def speaks_to_them(text: str) -> bool:
    """Whether words are addressed to those who take the test."""
    return bool(_TO_THEM.search(text))


def is_cue_before(text: str) -> re.Match[str] | None:
    """The cue that ends a text, right before an opening quote. "Say" may do without a colon; other verbs have one."""
    found = CUE.search(text)
    if found is None:
        return None
    verb = _VERB.search(found[0])
    if not found["end"] and (verb is None or verb[1].lower() != "say"):
        return None
    return found


# -- what else stands in a step -------------------------------------------------------------------------------------

PAUSE = re.compile(
    r"\(?\s*(?:then,? )?(?:pause|wait|allow (?:students|time|enough|sufficient|\w+ minutes)|give students (?:time|\w+ minutes))\b",
    re.IGNORECASE,
)
CHECK = re.compile(
    r"(?:then,? |also,? )?(?:check|verify|make sure|ensure|confirm|be sure|see that|double-check|inspect)\b", re.IGNORECASE
)
NOTE = re.compile(
    r"(?:note|reminder|important|caution|remember|tip|optional)\s*[:.]|(?:it is|it['’]s|this is|these|those|there (?:is|are|may)|you (?:may|will|can|might|must not|may not|should)|"
    r"students (?:may|will|can|might|must|should|are|who)|see |for (?:more|further|additional) information|refer to|the (?:following|\w+ )*?(?:is|are|will|should|must|may)\b|"
    r"your (?:\w+ )*?(?:will|can|may|is|are|should)\b|if applicable|any student|each student|no |all )",
    re.IGNORECASE,
)
REMARK = re.compile(r"\b(?:NOTE|Note|REMINDER|Reminder|IMPORTANT|CAUTION|Caution)\s*:")

READY = re.compile(r"(?:when|once|after|as soon as)\b", re.IGNORECASE)
"""What begins a lead such as "Once this is done, say": something to wait for."""

IF = re.compile(r"(?:if|where|in case)\b|for\b.{1,60}?\bonly\b|for students? who\b", re.IGNORECASE)
"""What begins a lead that holds for some rooms only."""

_STEP_WORDS = r"(?:step|number|item|instruction)s?\s+(\d{1,3})"
SKIP = re.compile(
    rf"\bIf\s+(?P<condition>.{{4,240}}?),?\s+(?:then\s+)?(?:you (?:may|should)\s+)?(?:please\s+)?(?:skip|go|proceed|move|jump|continue|advance)(?:\s+\w+){{0,3}}?\s+(?:to|with|at)\s+{_STEP_WORDS}[^.]*\.",
    re.IGNORECASE,
)
"""A leap: what it hangs on, and the number of the step that it leads to."""
OTHERWISE = re.compile(r"(?:Otherwise|If not|If so)\b,?\s*", re.IGNORECASE)
CONTINUE = re.compile(rf"(?:Otherwise|If not)\b[^.]{{0,60}}\b{_STEP_WORDS}[^.]*\.", re.IGNORECASE)

ONLY_FOR = re.compile(r"For\s+(?P<condition>[^.:;]{1,60}?)\s+only\s*[,:.]\s*", re.IGNORECASE)

HALF = re.compile(
    r"\bhalf[- ]?(?:over|gone|way|time)\b|\bhalf (?:of )?(?:the|that) (?:\w+ )?(?:time|session|period)\b|\btime is half\b|\bhalfway\b|\bmid-?point\b",
    re.IGNORECASE,
)
END = re.compile(
    r"\b(?:at|by) the end of (?:the |this |each |scheduled |allotted |testing )*(?:session|test|time|period|hour|section|part)\b|"
    r"\b(?:when|once|after) (?:the |all )?(?:\w+ )?(?:time|session|\w+ minutes) (?:\w+ )?(?:is up|is over|has (?:ended|expired|elapsed|passed)|have (?:passed|elapsed|ended)|ends|expires|is finished|runs out)\b",
    re.IGNORECASE,
)
LEFT = re.compile(
    rf"\b{_NUMBER}[- ]minutes?\s+(?:\w+\s+){{0,3}}?(?:remain(?:ing|s)?|left|before (?:the )?(?:end|time)|to go|warning)\b|"
    rf"\b(?:with|only) {_NUMBER} minutes (?:to go|left|remaining)\b",
    re.IGNORECASE,
)
GONE = re.compile(
    rf"\bafter (?:the first )?{_NUMBER} minutes\b(?! (?:have )?(?:remain|left))|\b{_NUMBER} minutes (?:after|into) (?:the )?(?:start|beginning|session|test)",
    re.IGNORECASE,
)


def due(lead: str) -> str | None:
    """When an announcement falls due, as a pack writes it; None where its lead speaks of no clock."""
    if found := LEFT.search(lead):
        return f"{number_of(next(filter(None, found.groups())))}m before end"
    if HALF.search(lead):
        return "half"
    if END.search(lead):
        return "end"
    if found := GONE.search(lead):
        return f"{number_of(next(filter(None, found.groups())))}m after start"
    return None


BEGIN = re.compile(
    r"\byou may (?:now )?(?:begin|start)\b|\b(?:begin|start) (?:working|work|the test|test|session|now|section|part|answering|reading)\b|\bbegin\s*[.!]|\bstart\s*[.!]",
    re.IGNORECASE,
)
"""Words at which students begin to work."""
START_CLOCK = re.compile(
    r"\b(?:start|begin) (?:the )?(?:clock|timer|timing|stopwatch)\b|\b(?:record|note|write)\b[^.]{0,40}\b(?:start(?:ing)? time|time started)\b",
    re.IGNORECASE,
)
COLLECT = re.compile(r"\b(?:collect|pick up|gather|take up|retrieve)\b", re.IGNORECASE)

LENGTH = (
    re.compile(rf"\b(?:scheduled|designed|planned|expected)\b[^.]{{0,40}}?\b{_NUMBER}[- ]minutes?\b", re.IGNORECASE),
    re.compile(rf"\byou (?:will )?(?:now )?have (?P<about>about |approximately )?{_NUMBER} minutes\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:allow|takes?|lasts?|is|be)\s+(?:students\s+)?(?P<about>approximately |about |roughly |around )?{_NUMBER}[- ]minutes?\b(?!\s+(?:break|recess|warning|left|remain))",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_NUMBER}[- ]minute (?:session|test|testing|section|period|time limit)\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:length|time|duration|testing time|session length)\s*:?\s*(?P<about>approximately |about )?{_NUMBER} minutes\b",
        re.IGNORECASE,
    ),
)
"""Ways of saying how long a session is, the surest first."""
UNTIMED = re.compile(
    r"\buntimed\b|\badditional time to finish\b|\bneed more time\b|\bas much time as\b|\bextended time (?:is|will be) (?:allowed|given)\b",
    re.IGNORECASE,
)
SAME_DAY = re.compile(r"\bcompleted? on the same (?:school )?day\b|\bsame day (?:on|in) which\b", re.IGNORECASE)
BLOCK_HOURS = re.compile(rf"\b{_NUMBER}-hour block\b", re.IGNORECASE)

# -- inside speech --------------------------------------------------------------------------------------------------

BRACKETS = re.compile(r"\[[^\[\]]{1,300}\]|\([^()]{1,300}\)|_{3,}|…{2,}|\.{5,}")
_INSERT = re.compile(r"(?:insert|name of|say|state|read|fill in|choose|enter|your|give|the)\b", re.IGNORECASE)
_DIRECTION = re.compile(
    r"(?:pause|wait|hold|point|show|read|write|demonstrate|check|distribute|hand|give|collect|allow|circulate|repeat|test administrator|administrator|"
    r"turn|walk|display|stop|open|after|when|if|do not|note|see that|make sure|indicate|lift|pick|ring|look|let|students|answer|raise|go|use)\b",
    re.IGNORECASE,
)


def bracket_kind(printed: str) -> str:
    """What brackets inside speech are: a ``slot`` to fill, a ``direction`` that is not spoken, or ``spoken`` like the rest."""
    if printed[0] in "_….":
        return "slot"
    inner = printed[1:-1].strip()
    square = printed[0] == "["
    if re.match(r"(?:insert|name of|fill in|choose|enter)\b", inner, re.IGNORECASE):
        return "slot"
    if (
        inner.isupper()
        and not re.search(r"[.!?]\Z", inner)
        and square
        and not re.match(r"(?:PAUSE|STOP|WAIT|HOLD|SHOW|POINT|DO)\b", inner)
    ):
        return "slot"
    if _DIRECTION.match(inner) and (square or inner[:1].isupper() or inner.lower() in ("pause", "wait")):
        return "direction"
    return "slot" if square else "spoken"


DELIVERY = re.compile(
    r"\b(?:administer\w*|directions|session|script|practice test|questionnaire|survey|reading|giving|conducting)\b",
    re.IGNORECASE,
)
"""A title of something that is delivered."""

# -- materials ------------------------------------------------------------------------------------------------------

MATERIALS = re.compile(r"\b(?:materials?|supplies|checklist of materials|what you (?:will )?need|equipment)\b", re.IGNORECASE)
BEFORE = re.compile(
    r"\b(?:before|prepar\w+|as students arrive|arriv\w+|materials?|set[- ]?up|day of|getting ready|supplies)\b", re.IGNORECASE
)
AFTER = re.compile(
    r"\b(?:after|end of|ending|return\w*|closing|following|responsibilit\w+|collect\w*|wrap[- ]?up|completing)\b", re.IGNORECASE
)
NOT_ALWAYS = re.compile(
    r"\b(?:optional|if applicable|if needed|if necessary|as needed|where applicable|if any)\b", re.IGNORECASE
)
COUNTED = re.compile(
    r"\b(?:booklets?|answer (?:documents?|sheets?|folders?)|test (?:forms?|tickets?)|reference sheets?|formula sheets?|secure)\b",
    re.IGNORECASE,
)
OWN_ROOM = re.compile(
    r"\b(?:in your (?:testing )?(?:space|room)|in the (?:testing )?(?:space|room)|available|you (?:will )?(?:also )?need to have|provide)\b",
    re.IGNORECASE,
)

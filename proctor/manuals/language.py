"""What manuals say when they say "read this aloud", "wait", "if", "half the time is over": the English of such documents.

Everything that knows a word of it stands here, as lists of words and small questions; how a manual is taken apart does not.
Patterns are put together from lists, so that a word that a manual uses and this does not know is a word in a list.
"""

from __future__ import annotations

import re


def _any(*words: str) -> str:
    """Any of these, the longest first where one begins another."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def _words(text: str) -> tuple[str, ...]:
    """A list written as lines of entries parted by commas."""
    return tuple(one.strip() for one in text.replace("\n", ",").split(",") if one.strip())


NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50,
    "sixty": 60, "ninety": 90,
}  # fmt: skip
NUMBER = rf"(\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"


def number_of(word: str) -> int:
    """A number as it is written: ``30`` or ``thirty``."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


# -- speech ---------------------------------------------------------------------------------------------------------

_STUDENTS = r"(?:the\s+|your\s+|all\s+)*(?:students?|class|group|test takers|examinees)"
_TO = rf"(?:\s+(?:aloud|out loud|verbatim|word for word|only|the following\w*(?:\s+\w+){{0,6}}?|this|(?:to\s+)?{_STUDENTS}))*"
SAYING = (
    rf"(?:say{_TO}|read{_TO}|announce{_TO}|ask(?:\s+{_STUDENTS})?|(?:tell|remind|inform)\s+{_STUDENTS}(?:\s+the following)?)"
)
"""A verb of saying with what may stand behind it, up to the colon."""

_HOW = r"(?:\s+(?:\([^()]{1,60}\)|\w+ly))*"
CUE = re.compile(
    rf"(?:,?\s*\b(?:and|then|and then)\b)?,?\s*\b{SAYING}{_HOW}\s*(?P<end>[:,]|)\s*\Z",
    re.IGNORECASE,
)
"""What stands right before an opening quote when the quote is to be spoken; it begins where the saying begins."""

COLON_CUE = re.compile(rf"\b(?:{SAYING}){_HOW}\s*:\s*", re.IGNORECASE)
"""A cue inside a paragraph, when no quote follows."""

_VERB = re.compile(r"\b(say|read|announce|ask|tell|remind|inform)\b", re.IGNORECASE)

_SIGNS = _words("""
    SAY, READ, READ ALOUD, READ TO STUDENTS, READ TO THE STUDENTS, READ ALOUD TO STUDENTS, READ ALOUD TO THE STUDENTS, Say
    Read aloud, Read Aloud, Read aloud to students, Read Aloud to Students, Read aloud to the students
    Read aloud to all students, Read to students, Read to the students, Read to Students, Read this aloud
    Read the following aloud, Read the following, Read the following to students, Read the following to the students
    Read the following aloud to students, Read the following text aloud, Read the following script
    Read the following script aloud, Read this script aloud, Test administrator says, Test administrator reads
    Test Administrator says, Teacher says, TA says, Teacher reads aloud
""")
BANNER = re.compile(rf"(?:[▶►→*]\s*)?{_any(*_SIGNS)}\s*(?P<end>:|(?=\s|\Z))")
"""A sign in front of speech that has no quotes, at the beginning of a paragraph."""

_LABELS = _words("""
    DO NOT READ ALOUD, DO NOT READ, Do not read aloud, DO, Do, ACTION, Action, STOP, STOP READING, Test administrator
    Test Administrator, TEST ADMINISTRATOR, Test administrator only, Test administrator action, TA, Teacher, Proctor
    Administrator, To the administrator, Directions to the administrator, For the administrator, Examiner
    For the examiner
""")
ACTION_LABEL = re.compile(rf"{_any(*_LABELS)}\b\s*:?")
"""A sign in front of what is not speech; alone on its line, or with a colon."""

_TYPES = r"\b(bold(?:face)?|boxe[sd]|box|frames?|framed|shaded|shading|shade|gray|grey|highlighted|tinted|italics?|italic)\b"
_ALOUD = r"(?:aloud|out loud|verbatim|word for word|to (?:the )?(?:students?|class))"
_MATTER = (
    r"\b(?:text|words?|wording|print|type|everything|anything|whatever|what|script|statements?|directions|instructions|sentences|"
    r"passages|paragraphs|portions)\b"
)
_WHICH = rf"(?:{_MATTER}[^.:]{{0,60}}{_TYPES}|{_TYPES}[\w-]*\s+{_MATTER})"
_AND_NOT_NOT = r"(?:(?!\b(?:not|never|silently)\b|n['’]t\b)[^.:])"
_IS_READ = rf"\b(?:is|are|be)\s+(?:(?!not\b|never\b)\w+\s+){{0,3}}?(?:read|said|spoken)\b{_AND_NOT_NOT}{{0,60}}{_ALOUD}"
_IS_HEARD = r"\b(?:is (?:said|spoken|for you to say)|(?:students|they|the class) (?:will |must |should )?hear)\b"
_READ_IT = (
    rf"(?<!not )(?<!never )\b(?:read|say)\b(?:[^.:]{{0,80}}\b{_ALOUD}\b[^.:]{{0,40}}{_WHICH}|"
    rf"[^.:]{{0,30}}{_WHICH}{_AND_NOT_NOT}{{0,40}}\b{_ALOUD})"
)
LEGEND = re.compile(
    rf"{_WHICH}{_AND_NOT_NOT}{{0,120}}{_IS_READ}|{_WHICH}{_AND_NOT_NOT}{{0,80}}{_IS_HEARD}|{_READ_IT}", re.IGNORECASE
)
"""A manual's own word on how it marks speech."""

ALL_SPEECH = re.compile(
    r"\b(?:script|text|statement|directions|instructions|words|page)\b.*\b(?:to be |to )?read(?: aloud)?\b|"
    r"\bread (?:this|aloud)\b|"
    r"\bread[- ]aloud (?:script|text|directions|page)\b|\b(?:opening|closing|student|oral) (?:script|statement)\b|"
    r"\bscript (?:for|to)\b|\b(?:read aloud|to be read(?: aloud)?)\b|\boral directions\b",
    re.IGNORECASE,
)
"""The title of a section that is speech from end to end."""

_TO_THEM = re.compile(r"\b(?:(?i:you|your|yours|we|our|us|my|me|please)|I)\b|\b(?:I|(?i:we|you))['’](?:ll|re|ve|m)\b")
_OF_STUDENTS = re.compile(
    r"\b(?:students?(?!\s+(?:numbers?|names?|ID|identification))|test takers?|examinees|the class|the child)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(rf"{_OF_STUDENTS.pattern}|\b(?:their|them|they)\b", re.IGNORECASE)

_WORKING = _words("""
    distribute, hand out, pass out, give each, give out, give new, give students, give them, collect, pick up, pause, wait
    allow, circulate, monitor, verify, check, make sure, make a list, ensure, confirm, be sure, start the, start timing
    set the, set aside, set a, record, note, write the, write ", write “, post, answer any, answer all, answer from
    answer only, answer questions, answer students, help, assist, dismiss, instruct, tell, remind, demonstrate, show
    hold up, point, return all, return the, return this, notify, report, seal, count, group, prepare, walk, do not, if any
    if a student, if students, if no, when, once, after, at the end, as soon as, repeat, read, continue, proceed, skip
    stop the, direct, display, project, announce, complete the, fill in the void, immediately, for students, turn off
    place, store, obscure, remove, arrange, sign, use, follow, approve, keep, review, contact, call, bring, take, issue
    insert, seat, have each, have students, have them, replace, lock, sort, stack, bundle, explain, introduce, leave, move
    stand, stay, play, see that, greet, open the, close the, change the, mark, enter, log, encourage, supervise, observe
    tape, gather, trade, ask whether, ask the
""")
_WORK = re.compile(rf"(?:then |now |next,? |first,? |also |again,? )?{_any(*_WORKING)}(?:(?<=[\"“])|(?!\w))", re.IGNORECASE)
_THEIR_WORK = re.compile(
    r"(?:please |now |next,? |then )*do not "
    r"(?:write|open|turn|mark|talk|begin|start|peel|tear|fold|bend|look|go|use|share|break|close|touch|leave)\b",
    re.IGNORECASE,
)


_OPENS_WITH_TIME = re.compile(r"(?:when|once|after|as soon as|at the end)\b", re.IGNORECASE)


def sounds_spoken(text: str) -> float:
    """How much unmarked words sound like speech to students: 1 surely, 0 surely not, between the two nobody can tell."""
    to_them = bool(_TO_THEM.search(text))
    of_them = bool((_OF_STUDENTS if to_them else _OF_THEM).search(text))
    if _THEIR_WORK.match(text) and not of_them:
        return 0.85
    if text.rstrip().endswith("?") and not of_them:
        return 0.9
    working = works(text)
    if to_them and not of_them:
        return 0.65 if working and not _OPENS_WITH_TIME.match(text) else 0.9
    if of_them and not to_them:
        return 0.05 if working else 0.2
    if of_them and to_them:
        return 0.1 if working else 0.5
    return 0.15 if working else 0.5


_PLAINLY = re.compile(
    r"\b(?:please|raise your hand|"
    r"your (?:answers?|booklets?|desk|pencils?|name|work|own|test|hand|eyes|screen|ticket|seat|teacher|books?)|"
    r"I (?:will|am|have)|we (?:will|are))\b|\bI['’]ll\b",
    re.IGNORECASE,
)


def plainly_to_students(text: str) -> bool:
    """Whether words that nothing marks can hardly be meant for anyone but the students."""
    told = bool(_PLAINLY.search(text)) or len(_TO_THEM.findall(text)) > 2
    return told and sounds_spoken(text) >= 0.85


def works(text: str) -> bool:
    """Whether a sentence begins like an instruction to the administrator."""
    return bool(_WORK.match(text))


_HANGS = re.compile(
    r"(?:if|where|for|however|then|otherwise|prior to|before|during|in the event of)\b[^,.]{0,160},\s*", re.IGNORECASE
)


def behind_condition(text: str) -> str:
    """What a sentence says behind "If this is so,"; "" for one that begins with nothing of the kind."""
    found = _HANGS.match(text)
    return text[found.end() :] if found else ""


def of_students(text: str) -> bool:
    """Whether words speak of students, and not to them."""
    return bool(_OF_STUDENTS.search(text))


def speaks_to_them(text: str) -> bool:
    """Whether words are addressed to those who take the test."""
    return bool(_TO_THEM.search(text))


def is_cue_before(text: str) -> re.Match[str] | None:
    """The cue that ends a text, right before an opening quote. "Say" may do without a colon where a sentence or a clause begins
    with it ("students who say" is none); other verbs have one."""
    found = CUE.search(text)
    if found is None or found["end"]:
        return found
    verb = _VERB.search(found[0])
    if verb is None or verb[1].lower() != "say":
        return None
    return found if _CLAUSE.search(text[: found.start() + verb.start()]) else None


_CLAUSE = re.compile(r"(?:\A|[^\w\s]|\b(?:and|then|next|now|please|also))\s*\Z", re.IGNORECASE)


# -- what else stands in a step -------------------------------------------------------------------------------------

_PAUSING = r"(?:pause|wait|allow (?:students|time|enough|sufficient|\w+ minutes)|give students (?:time|\w+ minutes))"
PAUSE = re.compile(rf"\(?\s*(?:then,? )?{_PAUSING}\b", re.IGNORECASE)
_CHECKING = _words("check, verify, make sure, ensure, confirm, be sure, be certain, see that, double-check, inspect")
CHECK = re.compile(rf"(?:then,? |also,? )?{_any(*_CHECKING)}\b", re.IGNORECASE)
_STATING = (
    r"(?:note|reminder|important|caution|remember|tip|optional)\s*[:.]",
    r"(?:it is|it['’]s|this is|these|those|there (?:is|are|may)|if applicable|any student|each student|no |all )",
    r"you (?:may|will|can|might|must not|may not|should)\b",
    r"students (?:may|will|can|might|must|should|are|who)\b",
    r"(?:see |refer to|for (?:more|further|additional) information)",
    r"[a-z][\w'’-]* (?:[\w'’(),/-]+ ){0,8}?"
    r"(?:is|are|was|were|will|should|must|may|can|cannot|has|have|had|do|does|appear|appears)\b",
)
NOTE = re.compile("|".join(_STATING), re.IGNORECASE)
REMARK = re.compile(r"\b(?:NOTE|Note|REMINDER|Reminder|IMPORTANT|CAUTION|Caution)(?:\s+(?:TO|to|FOR|for)\s+[\w ]{1,30})?\s*:")

READY = re.compile(r"(?:when|once|after|as soon as)\b", re.IGNORECASE)
"""What begins a lead such as "Once this is done, say": something to wait for."""

IF = re.compile(r"(?:if|where|in case)\b|for\b.{1,60}?\bonly\b|for students? who\b", re.IGNORECASE)
"""What begins a lead that holds for some rooms only."""

_STEP_WORDS = r"(?:step|number|item|instruction)s?\s+(\d{1,3})"
_GOING = r"(?:skip|go|proceed|move|jump|continue|advance)(?:\s+\w+){0,3}?\s+(?:to|with|at)\s+"
SKIP = re.compile(
    rf"\bIf\s+(?P<condition>.{{4,240}}?),?\s+(?:then\s+)?(?:you (?:may|should)\s+)?(?:please\s+)?{_GOING}{_STEP_WORDS}[^.]*\.",
    re.IGNORECASE,
)
"""A leap: what it hangs on, and the number of the step that it leads to."""
CONTINUE = re.compile(rf"(?:Otherwise|If not)\b[^.]{{0,60}}\b{_STEP_WORDS}[^.]*\.", re.IGNORECASE)

ONLY_FOR = re.compile(r"For\s+(?P<condition>[^.:;]{1,60}?)\s+only\s*[,:.]\s*", re.IGNORECASE)

_SPAN = r"(?:session|test|time|period|hour|section|part|minutes)"
HALF = re.compile(
    r"\bhalf[- ]?(?:over|gone|way|time)\b|\bhalf (?:of )?(?:the|that|your) (?:\w+ )?(?:time|session|period)\b|\btime is half\b|"
    r"\bhalfway\b|\bmid-?point\b",
    re.IGNORECASE,
)
_OVER = (
    r"(?:is up|is over|has (?:ended|expired|elapsed|passed)|have (?:passed|elapsed|ended)|ends|expires|"
    r"is finished|runs out|are over|are up)"
)
_FINAL = re.compile(
    rf"\b(?:at|by) the end of (?:the |this |each |\d+ |\w+ ){{0,3}}?{_SPAN}\b|"
    rf"\b(?:when|once|after|as soon as) (?:the |all |\w+ ){{0,3}}?{_SPAN} (?:\w+ )?{_OVER}\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"\b{NUMBER}[- ]minutes?\s+(?:\w+\s+){{0,3}}?(?:remain(?:ing|s)?|left|before (?:the )?(?:end|time)|to go|warning)\b|"
    rf"\b(?:with|only) {NUMBER} minutes (?:to go|left|remaining)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    rf"\bafter (?:the first )?{NUMBER} minutes\b(?! (?:have )?(?:remain|left))|"
    rf"\b(?:when|once|as soon as|at the end of) (?:the first )?{NUMBER} minutes\b(?! (?:have |are )?(?:remain|left))|"
    rf"\b{NUMBER} minutes (?:after|into) (?:the )?(?:start|beginning|session|test)",
    re.IGNORECASE,
)


TIMED = re.compile(rf"(?:when|at|after|with|as soon as|once|exactly|{NUMBER} minutes)\b", re.IGNORECASE)
"""How a sentence begins that says when something is due."""
CLOCK_TIME = re.compile(r"\d{1,2}:\d\d(?:\s*[ap]\.?\s?m\.?)?(?:\s*[-–]\s*\d{1,2}:\d\d(?:\s*[ap]\.?\s?m\.?)?)?", re.IGNORECASE)


def due(lead: str) -> str | None:
    """When an announcement falls due, as a pack writes it; None where its lead speaks of no clock."""
    if found := _LEFT.search(lead):
        return f"{_number_in(found)}m before end"
    if HALF.search(lead):
        return "half"
    if found := _GONE.search(lead):
        return f"{_number_in(found)}m after start"
    return "end" if _FINAL.search(lead) else None


def _number_in(found: re.Match[str]) -> int:
    return number_of(next(one for one in found.groups() if one))


BEGIN = re.compile(
    r"\byou may (?:now )?(?:begin|start)\b|\b(?:begin|start)\s*[.!]|"
    r"\b(?:begin|start) (?:with|working|work|the test|test|session|now|section|part|answering|reading|writing)\b",
    re.IGNORECASE,
)
"""Words at which students begin to work."""
START_CLOCK = re.compile(
    r"\b(?:start|begin) (?:the )?(?:clock|timer|timing|stopwatch)\b|"
    r"\b(?:record|note|write)\b[^.]{0,40}\b(?:start(?:ing)? time|time started)\b",
    re.IGNORECASE,
)
COLLECT = re.compile(r"\b(?:collect|pick up|gather|take up|retrieve)\b", re.IGNORECASE)

_ABOUT = r"(?P<about>approximately |about |roughly |around )?"
LENGTH = (
    re.compile(rf"\b(?:scheduled|designed|planned|expected)\b[^.]{{0,40}}?\b{_ABOUT}{NUMBER}[- ]minutes?\b", re.IGNORECASE),
    re.compile(rf"\byou(?:['’]ll)? (?:will )?(?:now )?have {_ABOUT}{NUMBER} minutes\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:allow|takes?|lasts?|is|be)\s+(?:students\s+)?{_ABOUT}{NUMBER}[- ]minutes?\b"
        r"(?!\s+(?:break|recess|warning|left|remain|early|late))",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_ABOUT}{NUMBER}[- ]minute (?:session|test|testing|section|period|time limit)\b", re.IGNORECASE),
    re.compile(rf"\b(?:length|time|duration|testing time|session length)\s*:?\s*{_ABOUT}{NUMBER} minutes\b", re.IGNORECASE),
)
"""Ways of saying how long a session is, the surest first."""
UNTIMED = re.compile(
    r"\buntimed\b|\badditional time to finish\b|\bneed more time\b|\bas much time as\b|"
    r"\bextended time (?:is|will be) (?:allowed|given)\b",
    re.IGNORECASE,
)
SAME_DAY = re.compile(r"\bcompleted? on the same (?:school )?day\b|\bsame day (?:on|in) which\b", re.IGNORECASE)
BLOCK_HOURS = re.compile(rf"\b{NUMBER}-hour block\b", re.IGNORECASE)

# -- inside speech --------------------------------------------------------------------------------------------------

BRACKETS = re.compile(r"<[A-Z][^<>]{0,60}>|\[[^\[\]]{1,300}\]|\([^()]{1,300}\)|_{3,}|…{2,}|\.{5,}")
_INSERTING = re.compile(r"(?:insert|name of|fill in|choose|enter)\b", re.IGNORECASE)
_DIRECTING = _words("""
    pause, wait, hold, point, show, read, write, demonstrate, check, distribute, hand, give, collect, allow, circulate
    repeat, test administrator, administrator, turn, walk, display, stop, open, do not, note, see that, make sure
    indicate, lift, pick, ring, look, let, students, answer, raise, go, use, play, start, press, click, draw, circle, tap
    leave, place, put
""")
_DIRECTION = re.compile(rf"{_any(*_DIRECTING)}\b", re.IGNORECASE)


_SHOWING = re.compile(r"(?:point to|hold up|pause|demonstrate|gesture|tap the|show the|indicate)\b", re.IGNORECASE)
"""Directions that nobody would say aloud, whatever their brackets."""


def bracket_kind(printed: str) -> str:
    """What brackets inside speech are: a ``slot`` to fill, a ``direction`` that is not spoken, or ``spoken`` like the rest."""
    if printed[0] in "_….<":
        return "slot"
    inner = printed[1:-1].strip()
    square = printed[0] == "["
    if _INSERTING.match(inner):
        return "slot"
    directs = bool(_DIRECTION.match(inner))
    if square and inner.isupper() and not inner.endswith((".", "!", "?")) and not directs:
        return "slot"
    if _SHOWING.match(inner):
        return "direction"
    if directs and (square or inner[:1].isupper() or inner.lower() in ("pause", "wait")):
        return "direction"
    return "slot" if square else "spoken"


# -- sections -------------------------------------------------------------------------------------------------------

_DELIVERED = "administer\\w*, directions, session, script, practice test, questionnaire, survey, reading, giving, conducting"
DELIVERY = re.compile(rf"\b{_any(*_words(_DELIVERED))}\b", re.IGNORECASE)
"""A title of something that is delivered."""
ANSWERS = re.compile(
    r"\b(?:questions|answers|FAQ|frequently asked|what if|irregularities|policy|policies|emergenc\w+)\b", re.IGNORECASE
)
"""A title of a section in which speech is quoted that answers somebody: it is looked up, not delivered."""
MATERIALS = re.compile(r"\b(?:materials?|supplies|what you (?:will )?need|equipment|checklist)\b", re.IGNORECASE)
_EARLIER = """
    before, prepar\\w+, as students arrive, arriv\\w+, materials?, set[- ]?up, day of, getting ready, supplies, equipment
    setting up
"""
BEFORE = re.compile(rf"\b{_any(*_words(_EARLIER))}\b", re.IGNORECASE)
_LATER = (
    "after, end of, ending, return\\w*, closing, following, responsibilit\\w+, collect\\w*, wrap[- ]?up, completing, afterward"
)
AFTER = re.compile(rf"\b{_any(*_words(_LATER))}\b", re.IGNORECASE)
NOT_ALWAYS = re.compile(
    r"\b(?:optional|if applicable|if needed|if necessary|as needed|where applicable|if any)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\b(?:booklets?|answer (?:documents?|sheets?|folders?)|test (?:forms?|tickets?|books?)|"
    r"reference sheets?|formula sheets?|secure)\b",
    re.IGNORECASE,
)
OWN_ROOM = re.compile(
    r"\b(?:in (?:your|the) (?:testing )?(?:space|room)|available|you (?:will )?(?:also )?need to have|provide)\b",
    re.IGNORECASE,
)

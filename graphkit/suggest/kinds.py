"""What type of actor a name may be: by its own words, by those around it, and by what rules allow where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

# The last of these words in a name says what it is.
_HEADS = {
    "ArmedGroup": "brigade brigades battalion battalions militia militias front resistance mujahideen mujahedeen ansar"
    " jund jaish jaysh harakat lashkar liwa kataib saraya fighters guerrillas jihad rebels cartel gang faction",
    "GovernmentBody": "ministry department agency army navy airforce police parliament council court bureau directorate"
    " intelligence guard guards command congress senate assembly knesset majlis embassy consulate cabinet authority"
    " administration office treasury secretariat inspectorate gendarmerie corps force forces division regiment squadron"
    " service fleet commission battalion wing",
    "Organization": "party union association foundation committee company corporation corp bank university institute"
    " league society federation organization organisation news times post agency-france television tv radio network"
    " group charity fund church club airlines airways inc ltd brotherhood centre center initiative movement watch"
    " tribune crescent cross hospital school college trust holding",
    "Coalition": "coalition alliance bloc axis pact quartet quad",
    "Place": "city province region river island islands airport airbase valley camp base strait port mount district"
    " governorate square street gulf sea desert crossing prison mountains plain peninsula heights field dam refinery",
    "State": "republic kingdom emirate sultanate",
}  # fmt: skip
_BY_HEAD = {word: kind for kind, words in _HEADS.items() for word in words.split()}
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|around|outside|inside|across|throughout|toward|towards)\s+(?:the\s+)?$", re.I
)
_PLACE_AFTER = re.compile(r"^(?:-based\b|-born\b|,\s+(?:in|the capital))", re.I)
_PERSON_AFTER = re.compile(r"^,?\s+(?:who|whose|whom)\b|^,\s+(?:\d\d|an?|the|his|her)\b", re.I)
# How much each kind of evidence counts against one place in a rule.
TITLE, HEAD, AROUND, ALLOWED = 1200, 600, 180, 60
_NAMES_OF_PERSONS = re.compile(
    r"^(?:[^\W\d_]\.?[\w’'-]*|bin|ibn|al|el|abu|de|von|van)(?: (?:[^\W\d_]\.?[\w’'-]*)){1,3}$"
)


def type_of_head(name: str) -> str:
    """Return the type that a word of a name says ("Brigade"), "" without one."""
    words = [word.strip(".,").lower() for word in name.split()]
    before_of = words[: words.index("of")] if "of" in words else words
    return next((_BY_HEAD[word] for word in reversed(before_of) if word in _BY_HEAD), "")


def evidence(text: str, place: tuple[int, int], titled: bool, allowed: Iterable[str]) -> Counter[str]:
    """Return how much speaks for each type at one place of a name.

    Args:
        text: the document's text.
        place: begin and end of the name.
        titled: whether a title stands before it.
        allowed: the types that the rule takes in whose slot it stands.
    """
    begin, end = place
    votes: Counter[str] = Counter()
    name, before, after = text[begin:end], text[max(0, begin - 30) : begin], text[end : end + 30]
    head = type_of_head(name)
    if titled and not head:
        votes["Person"] += TITLE
    if head:
        votes[head] += HEAD
    if _PLACE_BEFORE.search(before) or _PLACE_AFTER.match(after):
        votes["Place"] += AROUND
    elif _PERSON_AFTER.match(after) and _NAMES_OF_PERSONS.match(name) and not head:
        votes["Person"] += AROUND
    # The packs have all states: an unknown one must say so itself ("the Republic of").
    kinds = sorted(set(allowed) - {"State"})
    for kind in kinds:
        votes[kind] += ALLOWED // len(kinds)
    return votes


def guess(name: str, votes: Counter[str]) -> tuple[str, str]:
    """Return the likeliest type of a name and what says so."""
    head = type_of_head(name)
    best = max(sorted(votes), key=lambda kind: votes[kind]) if votes else "Organization"
    if head == best:
        return best, "a word of the name"
    if votes[best] >= TITLE:
        return best, "the title before it"
    if votes[best] >= AROUND:
        return best, "the words around it"
    if not head and _NAMES_OF_PERSONS.match(name) and votes["Person"] > 0:
        return "Person", "two or more words, and a person may stand there"
    if votes["Organization"] > 0 and max(votes.values()) - votes["Organization"] < ALLOWED // 2:
        best = "Organization"
    return best, "its place in the sentence"

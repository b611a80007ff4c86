"""Which date and which sum of a sentence belong to a clause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from graphkit.match.amounts import Amount
from graphkit.match.dates import TimeExpression
from graphkit.match.lexicon import ALLEGE, DENY, NOT_STATED, SAY
from graphkit.model import Clause
from graphkit.partial_dates import precision
from graphkit.tree import Tree

_EVENTS = frozenset(
    "agreement assassination assault attack battle bombing ceasefire clash conflict coup deal death election"
    " explosion killing massacre meeting murder offensive operation raid report resolution revolution shooting"
    " strike summit talks truce uprising visit war".split()
)
_SAME_EVENT = frozenset(("open-complement", "conjunct", "prepositional-clause"))
# "killed in strikes on Gaza on Monday": verb and noun are one event.
_DURING = frozenset("in during by through amid".split())
# "the strikes on Gaza killed ten on Monday", "began on Monday"
_RESULTS = frozenset(
    "begin start resume continue end stop happen occur come take follow kill wound injure destroy damage hit leave"
    " claim last erupt unfold displace".split()
)
# What is judged was done before: the date behind it is the deed's ("hailed the attack of 7 October").
_JUDGE = SAY | ALLEGE | DENY | NOT_STATED | frozenset(
    "applaud back blast celebrate commemorate commend condemn criticise criticize decry defend denounce deplore"
    " discuss excuse glorify hail investigate justify laud lament mourn oppose praise protest salute slam support"
    " welcome".split()
)  # fmt: skip
# A date so near to the document's may be that of the judgement as well as of the deed.
_NEWS_DAYS = 7
_SPEND = frozenset("allocate allot devote earmark give pay provide send spend use".split())
# They name what somebody is, not what happened.
_STANDING = frozenset(("title", "apposition", "possessive"))


def date_of(
    tree: Tree, clause: Clause, dates: Sequence[TimeExpression], published: str | None
) -> TimeExpression | None:
    """Return the time expression that says when the clause holds, or None.

    Args:
        published: the document's date (ISO, any precision), if known.
    """
    chain = _event_chain(tree, clause)
    best: tuple[int, int, TimeExpression] | None = None
    for expression in dates:
        host = _host(tree, expression, published)
        distance = _distance(tree, host, clause.trigger, chain, expression) if host >= 0 else -1
        if distance < 0 or not _can_hold(clause, expression):
            continue
        order = (distance, abs(expression.begin - tree.tokens[clause.trigger].begin), expression)
        if best is None or order[:2] < best[:2]:
            best = order
    return best[2] if best else None


def amount_of(tree: Tree, clause: Clause, amounts: Sequence[Amount]) -> Amount | None:
    """Return the sum of money that the clause speaks of, or None."""
    chain = _verbs_of_event(tree, clause)
    for amount in amounts:
        token = _token_at(tree, amount.begin, amount.end)
        if token >= 0 and _distance(tree, token, clause.trigger, chain) >= 0:
            return amount
    return None


def _token_at(tree: Tree, begin: int, end: int) -> int:
    """Return the word of the span that governs the others of it."""
    inside = [t.index for t in tree.tokens if begin <= t.begin < end and t.link not in ("inside", "title")]
    for index in inside:
        if tree.tokens[index].parent not in inside or tree.tokens[index].parent == index:
            return index
    return -1


def _host(tree: Tree, expression: TimeExpression, published: str | None) -> int:
    """Return the word that the expression hangs from or that it dates in spite of its link; -1 for nobody's."""
    token = _token_at(tree, expression.begin, expression.end)
    if token < 0:
        return -1
    followed = _noun_after(tree, expression)
    if followed >= 0:
        return followed
    deed = _judged_deed(tree, token)
    if deed < 0:
        return token
    return -1 if _is_recent(expression.start, published) else deed


def _is_recent(start: str | None, published: str | None) -> bool:
    """Return whether both are days, and less than a week lies between them."""
    if not start or not published or precision(start) != "day" or precision(published) != "day":
        return start is None
    return abs(date.fromisoformat(published) - date.fromisoformat(start)) <= timedelta(days=_NEWS_DAYS)


def _noun_after(tree: Tree, expression: TimeExpression) -> int:
    """Return the noun of "the October 7, 2023, assault", or -1."""
    after = [t for t in tree.tokens if t.begin >= expression.end and t.link != "inside"]
    before = [t for t in tree.tokens if t.begin < expression.begin and t.link != "inside"]
    if not before or before[-1].link not in ("determiner", "possessor", "possessive-mark"):
        return -1
    for token in after[:4]:
        if token.kind == "noun" and token.link != "compound":
            return token.index
        if token.text != "," and token.link not in ("adjective", "compound"):
            break
    return -1


def _judged_deed(tree: Tree, token: int) -> int:
    """Return the deed before the date of a judgement ("hailed the attack on 7 October"), or -1."""
    begin = token
    while tree.tokens[token].kind in ("noun", "number", "preposition") and tree.tokens[token].parent != token:
        if tree.tokens[token].mention >= 0:
            return -1
        token = tree.tokens[token].parent
    if tree.tokens[token].lemma not in _JUDGE or not tree.is_verb(token):
        return -1
    deeds = [o for o in tree.children(token, "object") if token < o < begin and tree.tokens[o].lemma in _EVENTS]
    return deeds[-1] if deeds else -1


def _can_hold(clause: Clause, expression: TimeExpression) -> bool:
    """Return whether what somebody is may have the date: "president since May", never "on Monday"."""
    if clause.construction not in _STANDING or expression.since:
        return True
    return expression.start is None or precision(expression.start) == "year"


def _event_chain(tree: Tree, clause: Clause) -> list[int]:
    """Return the words above the trigger, nearest first, whose date is the event's too."""
    chain = _verbs_of_event(tree, clause)
    if chain:
        return [*chain, *_reports_of_now(tree, chain)]
    return _verb_of_nominal(tree, clause.trigger) if clause.construction == "nominal" else []


def _verb_of_nominal(tree: Tree, noun: int) -> list[int]:
    """Return the verb that tells the same event as a noun ("killed in the strikes", "the strikes killed")."""
    token = tree.tokens[noun]
    above = token.parent
    if token.link in ("subject", "passive-subject"):
        return [above] if tree.is_verb(above) and tree.tokens[above].lemma in _RESULTS else []
    if token.link != "prepositional-object" or tree.tokens[above].lemma not in _DURING:
        return []
    verb = tree.tokens[above].parent
    return [verb] if verb >= 0 and tree.is_verb(verb) else []


def _reports_of_now(tree: Tree, chain: Sequence[int]) -> list[int]:
    """Return the verb of saying above a present ("said in May that Iran funds Hamas"), which held when it was said."""
    verb = chain[-1]
    token = tree.tokens[verb]
    if token.link != "content-clause" or tree.tokens[token.parent].lemma not in SAY:
        return []
    auxiliaries = [tree.tokens[a] for a in tree.children(verb, "auxiliary", "passive-auxiliary")]
    finite = auxiliaries[0] if auxiliaries else token
    return [token.parent] if finite.form == "present" else []


def _verbs_of_event(tree: Tree, clause: Clause) -> list[int]:
    """Return the verb of the clause and the verbs above it that speak of the same event."""
    verb = clause.anchor if clause.anchor >= 0 else -1
    if clause.kind == "compound" or clause.construction in ("nominal", *_STANDING):
        return []
    chain: list[int] = []
    while verb >= 0 and verb not in chain:
        if tree.tokens[verb].lemma in SAY and chain:
            break
        chain.append(verb)
        verb = _same_event_above(tree, verb)
    return chain


def _same_event_above(tree: Tree, verb: int) -> int:
    """Return the verb above that speaks of the same event ("began to fund"), or -1."""
    token = tree.tokens[verb]
    if token.parent == verb:
        return -1
    if token.link == "relative-clause":
        # "In 2007 it was the only state to back the group"
        noun = tree.tokens[token.parent]
        bare = token.form == "base" and noun.link == "complement"
        return noun.parent if bare and tree.tokens[noun.parent].lemma in ("be", "become", "remain") else -1
    if token.link not in _SAME_EVENT and not _is_purpose(tree, verb):
        return -1
    above = token.parent
    if tree.tokens[above].kind == "preposition":
        if tree.tokens[above].lemma in ("after", "before", "since", "until", "despite", "without"):
            return -1
        above = tree.tokens[above].parent
    return above if above >= 0 and tree.is_verb(above) else -1


def _is_purpose(tree: Tree, verb: int) -> bool:
    """Return whether the verb says what something is spent on ("allocates millions to fund Hamas")."""
    token = tree.tokens[verb]
    return (
        token.link == "adverbial-clause"
        and token.form == "base"
        and tree.tokens[token.parent].lemma in _SPEND
        and tree.has(verb, "auxiliary")
    )


def _distance(
    tree: Tree, token: int, trigger: int, chain: Sequence[int], expression: TimeExpression | None = None
) -> int:
    """Return how far above the token the clause's words are: 0 below the trigger, n+1 at the n-th verb, -1 never."""
    since = expression is not None and expression.since
    for _ in range(14):
        if token == trigger:
            return 0
        if tree.tokens[token].lemma in _EVENTS and tree.tokens[token].mention < 0 and not since:
            # "hailed the attack of 7 October": the date is the attack's.
            return -1
        beside = tree.tokens[token].link == "apposition"
        if tree.is_verb(token) or tree.tokens[token].parent == token or beside:
            # "Putin, president since 2012, met Assad": when he became it.
            break
        token = tree.tokens[token].parent
        if token < 0:
            return -1
    if token == trigger:
        return 0
    return chain.index(token) + 1 if token in chain else -1

"""Phrases that a statistical parser often takes for another kind, read anew where the words themselves decide.

Unlike a repair, which mends one link, each of these changes several tokens of a sentence at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from graphkit.model import Token
from graphkit.parse.lemmas import NOUN, VERB, lemma

_TIMES = ("since", "after", "before", "until")
_SUBJECTS = frozenset(("subject", "passive-subject"))
_FINITE = ("present", "past")


def reread(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a sentence with such phrases read anew."""
    mended = _verb_read_as_noun(tokens)
    for way in (
        _event_read_as_subject,
        _role_read_as_clause,
        _subject_read_as_apposition,
        _main_verb_read_as_relative,
        _headline_read_as_name,
        _predicate_read_as_content,
        _participle_read_as_adjective,
    ):
        mended = way(mended)
    return mended


def _verb_read_as_noun(tokens: Sequence[Token]) -> list[Token]:
    """Mend "The Iranian government funds Hamas", read as one noun phrase without a verb."""
    mended = list(tokens)
    roots = [t.index for t in tokens if t.parent == t.index]
    if len(roots) != 1 or any(t.kind == "verb" for t in tokens):
        return mended
    root = tokens[roots[0]]
    if root.form != "plural" or not 0 < root.index < len(tokens) - 1:
        return mended
    before, name = tokens[root.index - 1], tokens[root.index + 1]
    if before.parent != root.index or before.link != "compound" or name.mention < 0 or name.link != "apposition":
        return mended
    for token in tokens[: root.index - 1]:
        if token.parent == root.index:
            mended[token.index] = replace(token, parent=before.index)
    mended[before.index] = replace(before, link="subject")
    mended[root.index] = replace(root, kind="verb", form="present", lemma=lemma(root.text, VERB))
    mended[name.index] = replace(name, link="object")
    return mended


def _event_read_as_subject(tokens: list[Token]) -> list[Token]:
    """Mend "Since the 1979 revolution, A and B have fought", where all three nouns are read as one subject."""
    mark = next((t for t in tokens if t.link == "mark" and t.lemma in _TIMES), None)
    if mark is None:
        return tokens
    events = [t for t in tokens[mark.index :] if t.parent == mark.parent and t.link in _SUBJECTS and t.mention < 0]
    joined = [t for t in tokens if events and t.link == "conjunct" and t.parent == events[0].index]
    if not joined or not any(t.text == "," for t in tokens[events[0].index : joined[0].index]):
        return tokens
    event, first = events[0], joined[0]
    if any(t.link == "coordination" for t in tokens[event.index : first.index]) or mark.parent < first.index:
        return tokens
    mended = list(tokens)
    mended[mark.index] = replace(mark, kind="preposition", link="preposition")
    mended[event.index] = replace(event, parent=mark.index, link="prepositional-object")
    mended[first.index] = replace(first, parent=mark.parent, link=event.link)
    for other in joined[1:]:
        mended[other.index] = replace(other, parent=first.index)
    return mended


def _role_read_as_clause(tokens: list[Token]) -> list[Token]:
    """Mend "posed as a backer of A, often giving shelter to B", where the backer is read as the one who gives."""
    for mark in tokens:
        if mark.link != "mark" or mark.lemma != "as":
            continue
        gerund = tokens[mark.parent]
        roles = [t for t in tokens if t.parent == gerund.index and t.link == "subject" and t.mention < 0]
        helped = any(t.parent == gerund.index and t.link == "auxiliary" for t in tokens)
        above = tokens[gerund.parent]
        if gerund.form != "gerund" or helped or len(roles) != 1 or above.kind != "verb" or above.index > mark.index:
            continue
        mended = list(tokens)
        mended[mark.index] = replace(mark, kind="preposition", link="preposition", parent=above.index)
        mended[roles[0].index] = replace(roles[0], link="prepositional-object", parent=mark.index)
        return mended
    return tokens


def _subject_read_as_apposition(tokens: list[Token]) -> list[Token]:
    """Mend "With the help of the group A, B, which ..., has taken the town", where B is set beside A."""
    for verb in tokens:
        if verb.kind != "verb" or verb.link != "root" or _has_subject(verb, tokens) or not _is_finite(verb, tokens):
            continue
        beside = [t for t in tokens[: verb.index] if t.link == "apposition" and t.mention >= 0]
        if beside and _is_in_fronted_phrase(beside[-1], verb, tokens):
            mended = list(tokens)
            mended[beside[-1].index] = replace(beside[-1], link="subject", parent=verb.index)
            return mended
    return tokens


def _has_subject(verb: Token, tokens: Sequence[Token]) -> bool:
    return any(t.parent == verb.index and (t.link in _SUBJECTS or t.link == "expletive") for t in tokens)


def _is_finite(verb: Token, tokens: Sequence[Token]) -> bool:
    return verb.form in _FINITE or any(t.parent == verb.index and t.link == "auxiliary" for t in tokens)


def _is_in_fronted_phrase(token: Token, verb: Token, tokens: Sequence[Token]) -> bool:
    """Return whether a token ends a phrase that begins with a preposition of the verb and stands before it."""
    above = tokens[token.parent]
    for _ in range(12):
        if above.kind == "preposition" and above.parent == verb.index:
            between = tokens[tokens[token.parent].index + 1 : token.index]
            return any(t.text == "," for t in between) and not any(t.link == "coordination" for t in between)
        if above.kind == "verb" or above.parent == above.index:
            return False
        above = tokens[above.parent]
    return False


def _main_verb_read_as_relative(tokens: list[Token]) -> list[Token]:
    """Mend "A's ally B abstained", where B is read as the subject of a relative clause without a pronoun."""
    root = next((t for t in tokens if t.parent == t.index), None)
    if root is None or root.kind != "noun" or root.mention >= 0 or root.index + 1 >= len(tokens):
        return tokens
    name = tokens[root.index + 1]
    verb = tokens[name.parent]
    if name.mention < 0 or name.link != "subject" or verb.link != "relative-clause" or verb.parent != root.index:
        return tokens
    mended = list(tokens)
    mended[verb.index] = replace(verb, link="root", parent=verb.index)
    mended[root.index] = replace(root, link="compound", parent=name.index)
    for other in tokens:
        if other.parent == root.index and other.index > verb.index:
            mended[other.index] = replace(other, parent=verb.index)
    return mended


def _headline_read_as_name(tokens: list[Token]) -> list[Token]:
    """Mend the headline "A, B to meet in Port Vell", read as a name with a clause of its own."""
    root = next((t for t in tokens if t.parent == t.index), None)
    if root is None or root.mention < 0:
        return tokens
    verbs = [t for t in tokens if t.parent == root.index and t.link in ("relative-clause", "noun-clause")]
    to = [t for t in tokens if verbs and t.parent == verbs[0].index and t.link == "auxiliary" and t.lemma == "to"]
    if len(verbs) != 1 or not to or verbs[0].form != "base" or _has_subject(verbs[0], tokens):
        return tokens
    mended = list(tokens)
    mended[verbs[0].index] = replace(verbs[0], link="root", parent=verbs[0].index)
    mended[root.index] = replace(root, link="subject", parent=verbs[0].index)
    return mended


def _predicate_read_as_content(tokens: list[Token]) -> list[Token]:
    """Mend "Claims that A funds B are false", where "are" is read as a clause of the claims."""
    root = next((t for t in tokens if t.parent == t.index), None)
    if root is None or root.mention >= 0 or _has_subject(root, tokens):
        return tokens
    if root.kind == "verb" and root.form == "present" and root.index == 0:
        root = replace(root, kind="noun", form="plural", lemma=lemma(root.text, NOUN))
    for verb in tokens[root.index + 1 :]:
        above = tokens[verb.parent]
        of_root = root.index in (verb.parent, above.parent) and above.index < verb.index
        content = of_root and verb.link == "content-clause" and verb.kind == "verb"
        if content and root.kind == "noun" and verb.form in _FINITE and not _has_subject(verb, tokens):
            mended = list(tokens)
            mended[verb.index] = replace(verb, link="root", parent=verb.index)
            mended[root.index] = replace(root, link="subject", parent=verb.index)
            return mended
    return tokens


def _participle_read_as_adjective(tokens: list[Token]) -> list[Token]:
    """Mend "may have armed the Front", read as to have an armed Front."""
    for name in tokens[2:]:
        participle, have = tokens[name.index - 1], tokens[name.parent]
        bare = participle.link == "adjective" and participle.parent == name.index and participle.text.endswith("ed")
        if name.mention < 0 or name.link != "object" or not bare or have.lemma != "have":
            continue
        between = tokens[have.index + 1 : participle.index]
        if any(t.link not in ("adverb", "negation", "coordination") for t in between):
            continue
        return _with_main_verb(tokens, have, participle, name)
    return tokens


def _with_main_verb(tokens: list[Token], have: Token, participle: Token, name: Token) -> list[Token]:
    mended = list(tokens)
    for token in tokens:
        if token.parent == have.index and token.index != have.index:
            mended[token.index] = replace(token, parent=participle.index)
    above = participle.index if have.parent == have.index else have.parent
    base = lemma(participle.text, VERB)
    mended[participle.index] = replace(
        participle, kind="verb", form="participle", lemma=base, link=have.link, parent=above
    )
    mended[have.index] = replace(have, link="auxiliary", parent=participle.index)
    mended[name.index] = replace(name, parent=participle.index)
    return mended

"""Mending of links that a statistical parser often gets wrong, where the words themselves decide.

Each repair looks at one token and returns it, or it with another link or kind. They are made in the order of
``_REPAIRS``, which says for each what links the tokens have that it may mend; a later one sees what an earlier one
mended.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from msgspec.structs import replace

from graphkit.model import Token
from graphkit.parse.lemmas import NOUN, VERB, lemma
from graphkit.parse.links import CLEAR
from graphkit.parse.name_repairs import (
    BARE,
    BESIDE,
    SUBJECTS,
    after_agent,
    after_time,
    agent_of_passive,
    apposed_to_last,
    apposed_to_place,
    called,
    called_beside,
    first_of_objects,
    headline_pair,
    listed_name,
    name_after_comma,
    name_as_time,
    name_before_comma,
    noun_before_name,
    object_of_clause,
    participle_after_name,
    receiver,
    responsibility,
    subject_after_clause,
    target_of_noun,
    under_ruler,
)
from graphkit.parse.rereadings import reread

Repair = Callable[[Token, Sequence[Token]], Token]
# Nouns that an infinitive right after them belongs to, wherever the parser hangs it.
_INFINITIVE_NOUNS = frozenset(
    "ability agreement attempt bid campaign capacity commitment decision desire effort failure fight intention mission"
    " offensive offer operation opportunity plan pledge promise proposal push readiness refusal right struggle threat"
    " vow war willingness".split()
)
_TAKING_INFINITIVES = frozenset(
    "agree aim allow ask attempt begin cause choose continue decide decline enable encourage expect fail force get help"
    " hope instruct intend invite lead let manage need offer order permit persuade plan pledge prepare press pressure"
    " promise propose push refuse seek start swear tell threaten train try urge vow want warn".split()
)
_TAKING_GERUNDS = frozenset("admit avoid begin cease consider continue deny resume start stop suggest".split())
_CLAUSAL = frozenset(("root", "conjunct", "content-clause", "adverbial-clause", "relative-clause", "parataxis"))
# What only a noun has beside it.
_OF_NOUNS = ("determiner", "adjective", "possessor", "compound", "number")
# Determiners, numbers and punctuation are never mended, and need not be looked at.
_MENDED = frozenset(("noun", "verb", "adjective", "adverb", "preposition", "pronoun", "other"))


def repair(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a sentence with mended links."""
    mended = reread(tokens)
    for mend, links in _REPAIRS:
        concerned = [token for token in mended if token.link in links and token.kind in _MENDED]
        changed = [new for token in concerned if (new := mend(token, mended)) is not token]
        if changed:
            mended = list(mended)
            for token in changed:
                mended[token.index] = token
    return mended


def _verb_with_subject(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "Iranian weapons flow to Syria": a noun with a subject is a verb that was taken for its noun."""
    if token.kind != "noun" or token.mention >= 0 or token.link not in _CLAUSAL:
        return token
    if any(t.parent == token.index and t.link in _OF_NOUNS for t in tokens):
        return token
    subjects = [t for t in tokens if t.parent == token.index and t.link == "subject" and t.index < token.index]
    if not subjects or not any(t.kind == "noun" for t in subjects):
        return token
    form = "present" if token.form == "plural" else "base"
    return replace(token, kind="verb", form=form, lemma=lemma(token.text, VERB))


def _after_have(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "has overrun the town": what "has" helps is a verb, and has its subject."""
    above = tokens[token.parent]
    if token.link == "subject" and above.link == "auxiliary" and above.lemma in ("have", "help"):
        taken = any(t.parent == above.parent and t.link in SUBJECTS for t in tokens)
        return token if taken else replace(token, parent=above.parent)
    if token.kind == "verb" or token.mention >= 0 or token.link == "auxiliary":
        return token
    near = tokens[max(0, token.index - 3) : token.index]
    if not any(t.parent == token.index and t.link == "auxiliary" and t.lemma == "have" for t in near):
        return token
    return replace(token, kind="verb", form="participle", lemma=lemma(token.text, VERB))


def _noun_as_subject(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "Drone strikes by the army on Nyala killed dozens": what is the subject of a verb is a noun."""
    if token.link == "subject" and tokens[token.parent].kind == "verb" and _is_noun(tokens[token.parent], tokens):
        return replace(token, link="compound")
    if not _is_noun(token, tokens):
        return token
    return replace(token, kind=NOUN, form="plural", lemma=lemma(token.text, NOUN))


def _is_noun(token: Token, tokens: Sequence[Token]) -> bool:
    if token.kind != "verb" or token.form not in BARE or token.link not in SUBJECTS or token.parent < token.index:
        return False
    return not any(t.parent == token.index and t.link in ("auxiliary", "object", "passive-auxiliary") for t in tokens)


def _main_verb(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "Hezbollah, which Iran arms, fired at Israel", where the name is taken for the root."""
    verb = _verb_after_relative(tokens) if token.link in ("noun-clause", "root") else None
    if verb is None:
        return token
    if token.index == verb.index:
        return replace(token, form="past", parent=token.index, link="root")
    return replace(token, parent=verb.index, link="subject") if token.index == verb.parent else token


def _verb_after_relative(tokens: Sequence[Token]) -> Token | None:
    roots = [t for t in tokens if t.parent == t.index]
    if len(roots) != 1 or roots[0].mention < 0:
        return None
    beside = [t for t in tokens if t.parent == roots[0].index]
    relative = any(t.link == "relative-clause" for t in beside)
    verbs = [t for t in beside if t.link == "noun-clause" and t.form in ("past", "participle")]
    comma = verbs and tokens[verbs[0].index - 1].text == ","
    return verbs[0] if relative and comma else None


def _gerund_of_verb(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "denied mediating between A and B": a bare form in -ing after these verbs is one itself."""
    above = tokens[token.parent]
    bare = token.kind == "noun" and token.text.endswith("ing") and token.link == "object" and token.mention < 0
    if not bare or above.lemma not in _TAKING_GERUNDS or above.index > token.index:
        return token
    if any(t.parent == token.index and t.link in _OF_NOUNS for t in tokens):
        return token
    return replace(token, kind="verb", form="gerund", link="open-complement", lemma=lemma(token.text, VERB))


def _infinitive_of_noun(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "support them in their campaign to defeat": the infinitive is the campaign's."""
    if token.kind != "verb" or token.form != "base" or token.link not in ("adverbial-clause", "open-complement"):
        return token
    before = token.index - 1
    while before > 0 and tokens[before].kind == "adverb":
        before -= 1
    if before < 1 or tokens[before].lemma != "to" or tokens[before - 1].lemma not in _INFINITIVE_NOUNS:
        return token
    return replace(token, parent=before - 1, link="noun-clause")


def _complement_of_be(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "Iran is the financier": what follows "be" is no object; "home" after it is a noun."""
    above = tokens[token.parent]
    if above.lemma not in ("be", "become", "remain", "stay") or above.kind != "verb" or token.index < above.index:
        return token
    if token.link == "object":
        return replace(token, link="complement")
    if token.lemma == "home" and token.link == "adverb":
        return replace(token, link="complement", kind="noun", form="singular")
    return token


def _participle_of_clause(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "the news that the army took the town, aided by A": who took it was aided, not the news."""
    noun = tokens[token.parent]
    after_comma = token.index > 1 and tokens[token.index - 1].text == ","
    if token.link != "noun-clause" or token.form != "participle" or not after_comma or noun.mention >= 0:
        return token
    between = [
        t for t in tokens[noun.index + 1 : token.index]
        if t.kind == "verb" and t.parent == noun.index and t.link in ("noun-clause", "content-clause")
    ]  # fmt: skip
    told = [v for v in between if any(t.parent == v.index and t.link in SUBJECTS for t in tokens)]
    return replace(token, parent=told[-1].index, link="adverbial-clause") if told else token


def _infinitive_of_verb(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "vowed to destroy", "urged Qatar to expel": after these verbs an infinitive is no purpose."""
    above = tokens[token.parent]
    purpose = token.kind == "verb" and token.form == "base" and token.link in ("adverbial-clause", "noun-clause")
    if purpose and above.lemma == "call" and tokens[above.index + 1].lemma in ("on", "upon", "for"):
        return replace(token, link="open-complement")
    if not purpose or above.kind != "verb" or above.lemma not in _TAKING_INFINITIVES or above.index > token.index:
        return token
    return replace(token, link="open-complement")


def _coordinated_noun(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "aid to A, as well as groups like B", where the parser coordinates the noun with the verb."""
    if token.kind != "noun" or token.link != "conjunct" or tokens[token.parent].kind != "verb":
        return token
    joint = [t.index for t in tokens[token.parent + 1 : token.index] if t.link == "coordination"]
    if not joint:
        return token
    before = joint[-1] - 1
    while before > token.parent and (tokens[before].kind in ("punctuation", "adverb")):
        before -= 1
    return replace(token, parent=before) if tokens[before].kind == "noun" else token


def _is_raised(verb: Token, tokens: Sequence[Token]) -> bool:
    """Return whether a verb is the infinitive of "allows Hamas to operate"."""
    if verb.link != "content-clause" or verb.parent == verb.index:
        return False
    above = tokens[verb.parent]
    if verb.kind == "adjective":
        # "holds Israel responsible"
        return (
            above.kind == "verb"
            and above.index < verb.index
            and not any(t.parent == verb.index and t.link in ("mark", "auxiliary") for t in tokens)
        )
    if verb.form != "base":
        return False
    has_to = any(t.lemma == "to" and t.parent == verb.index and t.link == "auxiliary" for t in tokens)
    return above.kind == "verb" and has_to and above.index < verb.index


def _raised_verb(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "allows Hamas to operate": an infinitive has no subject of its own (see ``_raised_subject``)."""
    if not _is_raised(token, tokens):
        return token
    return replace(token, link="complement" if token.kind == "adjective" else "open-complement")


def _raised_subject(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "allows Hamas to operate": Hamas is the object of "allows"."""
    if token.link != "subject" or token.parent == token.index or not _is_raised(tokens[token.parent], tokens):
        return token
    verb = tokens[token.parent]
    if not verb.parent < token.index < verb.index:
        return token
    return replace(token, parent=verb.parent, link="object")


_ANY = frozenset((*CLEAR.values(), "other"))
_REPAIRS: tuple[tuple[Repair, Collection[str]], ...] = (
    (_after_have, _ANY),
    (_noun_as_subject, SUBJECTS),
    (_gerund_of_verb, ("object",)),
    (_main_verb, ("noun-clause", "root")),
    (_verb_with_subject, _CLAUSAL),
    (_infinitive_of_noun, ("adverbial-clause", "open-complement")),
    (_infinitive_of_verb, ("adverbial-clause", "noun-clause")),
    (_complement_of_be, ("object", "adverb")),
    (apposed_to_last, ("apposition",)),
    (apposed_to_place, ("apposition",)),
    (noun_before_name, ("subject", "conjunct", "adjective")),
    (participle_after_name, BESIDE),
    (under_ruler, _ANY),
    (object_of_clause, ("subject",)),
    (subject_after_clause, ("conjunct",)),
    (_coordinated_noun, ("conjunct",)),
    (receiver, ("compound",)),
    (_participle_of_clause, ("noun-clause",)),
    (responsibility, ("relative-clause",)),
    (first_of_objects, ("object",)),
    (target_of_noun, _ANY),
    (after_time, ("preposition",)),
    (name_before_comma, ("compound",)),
    (name_after_comma, ("prepositional-object",)),
    (listed_name, ("apposition",)),
    (headline_pair, ("apposition",)),
    (called_beside, ("apposition",)),
    (called, ("recipient",)),
    (called, ("object",)),
    (agent_of_passive, ("preposition",)),
    (after_agent, ("preposition",)),
    (name_as_time, ("time",)),
    (_raised_subject, ("subject",)),
    (_raised_verb, ("content-clause",)),
)

"""Mending of links around names: appositions, lists, receivers, agents and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from graphkit.model import Token
from graphkit.parse.lemmas import VERB, lemma

# Verbs that take a receiver without "to" ("gave Hezbollah 700 million dollars").
_GIVING = frozenset("allocate award deal give grant hand lend offer owe pay promise sell send show supply wire".split())
_GOODS = frozenset("ammunition aid cash food fuel funding help money support training weaponry".split())
# What these say a name is, it is to another.
STANDING = frozenset(
    "ally client enemy foe neighbor neighbour partner protege proxy puppet rival surrogate vassal".split()
)
_KINDS_OF_PLACE = frozenset(
    "bastion capital city district enclave port province region stronghold town village".split()
)
_ATTACKS = frozenset("airstrike assault attack bombardment bombing incursion offensive raid shelling strike".split())
SUBJECTS = frozenset(("subject", "passive-subject"))
BARE = ("present", "base")
_CALLING = frozenset("brand call declare deem designate dub label name term".split())
BESIDE = frozenset(("adjective", "apposition", "noun-clause"))
_AFTER_RECEIVER = frozenset(("number", "determiner", "adjective"))


def receiver(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "gave Hezbollah 700 million dollars": the name is no part of the sum."""
    before = token.index - 1
    if token.mention < 0 or token.link != "compound" or before < 0 or token.index + 1 >= len(tokens):
        return token
    verb, noun = tokens[before], tokens[token.parent]
    given = noun.link == "object" and noun.parent == before and verb.kind == "verb" and verb.lemma in _GIVING
    if given and (noun.form == "plural" or noun.lemma in _GOODS or tokens[token.index + 1].kind in _AFTER_RECEIVER):
        return replace(token, parent=before, link="recipient")
    return token


def target_of_noun(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "killed in strikes on Mosul": who or what is named after "strikes on" was struck."""
    before = tokens[token.index - 1]
    if token.lemma not in ("on", "against") or before.lemma not in _ATTACKS or before.kind != "noun":
        return token
    named = any(t.parent == token.index and t.mention >= 0 and t.link == "prepositional-object" for t in tokens)
    return replace(token, parent=before.index) if named and tokens[token.parent].kind == "verb" else token


def responsibility(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "attacks in the town, for which A claimed responsibility": for the attacks, not for the town."""
    noun = tokens[token.parent]
    taken = any(t.parent == token.index and t.lemma == "responsibility" for t in tokens)
    if token.link != "relative-clause" or not taken or noun.link != "prepositional-object":
        return token
    above = tokens[tokens[noun.parent].parent]
    return replace(token, parent=above.index) if above.lemma in _ATTACKS and above.kind == "noun" else token


def after_time(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "condemned the attack this morning at a market": a place after the time of a deed is the deed's as well."""
    time = tokens[token.index - 1]
    if token.lemma not in ("at", "in", "near") or time.link != "time" or token.index < 2:
        return token
    first = min((t.index for t in tokens if t.parent == time.index), default=time.index)
    noun = tokens[first - 1]
    struck = noun.kind == "noun" and noun.lemma in _ATTACKS and noun.link == "object"
    return replace(token, parent=noun.index) if struck and time.parent in (noun.index, noun.parent) else token


def name_before_comma(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "a spokesman for A, B, said", where A is read as the first part of B's name."""
    name = tokens[token.parent]
    above = tokens[name.parent]
    apart = token.mention >= 0 and name.mention >= 0 and name.index == token.index + 2
    if not apart or tokens[token.index + 1].text != "," or name.link != "prepositional-object":
        return token
    return replace(token, link="prepositional-object", parent=above.index)


def name_after_comma(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend the other half of what ``name_before_comma`` does: B stands beside A."""
    before = tokens[token.index - 2] if token.index > 1 else token
    both = before.mention >= 0 and before.link == token.link and before.parent == token.parent
    if token.mention < 0 or not both or tokens[token.index - 1].text != ",":
        return token
    return replace(token, link="apposition", parent=before.index)


def listed_name(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "A, B and C attacked", where B and C are read as another word for A."""
    above = tokens[token.parent]
    if token.mention < 0 or above.mention < 0 or token.index < above.index:
        return token
    joined = [t for t in tokens if t.parent == token.index and t.link == "conjunct" and t.mention >= 0]
    commas = [t for t in tokens[above.index : token.index] if t.text == ","]
    return replace(token, link="conjunct") if joined and len(commas) == 1 else token


def headline_pair(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend the headline "A, B meet in Port Vell", where B is read as another word for A."""
    above = tokens[token.parent]
    after = token.index + 1
    pair = token.mention >= 0 and above.mention >= 0 and above.index == token.index - 2 == 0
    if not pair or tokens[1].text != "," or after >= len(tokens):
        return token
    verb = tokens[after]
    return replace(token, link="conjunct") if verb.kind == "verb" and verb.form in BARE else token


def called(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "called the Front a puppet": the name is what is called so, the noun is what it is called."""
    verb = tokens[token.parent]
    if verb.lemma not in _CALLING or verb.kind != "verb":
        return token
    beside = [t for t in tokens if t.parent == verb.index and t.index != token.index]
    if token.link == "recipient" and token.mention >= 0:
        return replace(token, link="object") if any(t.link in ("object", "complement") for t in beside) else token
    named = any(t.link in ("object", "passive-subject") and t.mention >= 0 and t.index < token.index for t in beside)
    return replace(token, link="complement") if token.link == "object" and token.mention < 0 and named else token


def called_beside(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "called A a dictator", where the dictator is read as another word for A."""
    name = tokens[token.parent]
    verb = tokens[name.parent]
    called = name.mention >= 0 and verb.lemma in _CALLING and name.link in ("object", "recipient") and token.mention < 0
    if not called or any(t.text == "," for t in tokens[name.index : token.index]):
        return token
    return replace(token, link="complement", parent=verb.index)


def after_agent(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "imposed by A on B": what follows who did it belongs to the verb."""
    name = tokens[token.parent]
    by = tokens[name.parent]
    if name.mention < 0 or by.link != "agent" or token.lemma not in ("on", "against", "to", "at", "upon"):
        return token
    return replace(token, parent=by.parent)


def agent_of_passive(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "was declared a terrorist group by A": who did it hangs from the verb, not from what was given."""
    noun = tokens[token.parent]
    verb = tokens[noun.parent]
    if token.lemma != "by" or noun.link not in ("complement", "object") or noun.mention >= 0 or verb.kind != "verb":
        return token
    beside = {t.link for t in tokens if t.parent == verb.index}
    passive = "passive-subject" in beside and "agent" not in beside
    return replace(token, parent=verb.index, link="agent") if passive else token


def first_of_objects(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "sold Egypt ten jets" with two objects: the name before what is given is the receiver."""
    verb = tokens[token.parent]
    if token.mention < 0 or token.link != "object" or verb.lemma not in _GIVING or token.index < verb.index:
        return token
    given = any(t.parent == verb.index and t.link == "object" and t.index > token.index for t in tokens)
    return replace(token, link="recipient") if given else token


def name_as_time(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "The state arms Iran" where the name is read as an expression of time."""
    verb = tokens[token.parent]
    if token.mention < 0 or token.link != "time" or verb.kind != "verb" or token.index < verb.index:
        return token
    taken = any(t.parent == verb.index and t.link == "object" for t in tokens)
    return token if taken else replace(token, link="object")


def apposed_to_last(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "met A and B, the commander": the apposition is that of the name right before the comma."""
    if token.link != "apposition" or token.parent >= token.index:
        return token
    first = min((t.index for t in tokens if t.parent == token.index and t.index < token.index), default=token.index)
    if first < 2 or tokens[first - 1].text != "," or tokens[first - 2].mention < 0:
        return token
    last = tokens[first - 2]
    above = last
    while above.link == "conjunct" and above.parent != above.index:
        above = tokens[above.parent]
        if above.index == token.parent:
            return replace(token, parent=last.index)
    return token


def apposed_to_place(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "the fight to free the city of Mosul, a stronghold": what is said of a place belongs to the nearest one."""
    if token.lemma not in _KINDS_OF_PLACE or token.parent >= token.index:
        return token
    first = min((t.index for t in tokens if t.parent == token.index and t.index < token.index), default=token.index)
    near = tokens[first - 2] if first >= 2 and tokens[first - 1].text == "," else token
    return replace(token, parent=near.index) if near.mention >= 0 and near.index > token.parent else token


def participle_after_name(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "Ukraine, armed and funded by the United States," where the first participle is read as an adjective."""
    if token.kind != "adjective" or token.link not in BESIDE or token.parent >= token.index:
        return token
    if not token.text.endswith("ed") and not token.text.endswith("t"):
        return token
    above = tokens[token.parent]
    joined = [t for t in tokens if t.parent == token.index and t.link == "conjunct" and t.kind == "verb"]
    if above.mention < 0 or not any(t.parent == j.index and t.link == "agent" for j in joined for t in tokens):
        return token
    return replace(token, kind="verb", form="participle", link="noun-clause", lemma=lemma(token.text, VERB))


def under_ruler(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "Egypt, under Nasser, broke off": who rules belongs to the name before the comma."""
    before = token.index - 1
    above = tokens[token.parent]
    if token.lemma != "under" or token.kind != "preposition" or above.kind != "verb" or above.index < token.index:
        return token
    if tokens[before].text == ",":
        before -= 1
    return replace(token, parent=before) if before >= 0 and tokens[before].mention >= 0 else token


def subject_after_clause(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "While Iran backs Hamas, Qatar and Turkey host it", where Qatar is read as backed as well."""
    before = token.index - 1
    if token.link != "conjunct" or token.kind != "noun" or before < 1 or tokens[before].text != ",":
        return token
    head = token
    while head.link == "conjunct" and head.parent != head.index:
        head = tokens[head.parent]
    clause = tokens[head.parent]
    verb = tokens[clause.parent]
    opens = head.link == "object" and clause.link == "adverbial-clause" and clause.index < token.index < verb.index
    if not opens or verb.kind != "verb" or any(t.parent == verb.index and t.link in SUBJECTS for t in tokens):
        return token
    if not any(t.parent == clause.index and t.link == "mark" for t in tokens):
        return token
    return replace(token, parent=verb.index, link="passive-subject" if _has_be(verb, tokens) else "subject")


def object_of_clause(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "While Iran backs Hamas, Qatar hosts it", where Hamas is read as one more that hosts."""
    if token.link != "subject" or not 0 < token.index < len(tokens) - 1 or tokens[token.index + 1].text != ",":
        return token
    verb = tokens[token.index - 1]
    if verb.kind != "verb" or verb.link != "adverbial-clause" or verb.parent != token.parent:
        return token
    after = [t for t in tokens[token.index + 2 :] if t.kind == "noun"][:1]
    others = any((t.link, t.parent) in (("subject", token.parent), ("conjunct", token.index)) for t in after)
    return replace(token, parent=verb.index, link="object") if others else token


def _has_be(verb: Token, tokens: Sequence[Token]) -> bool:
    return any(t.parent == verb.index and t.link == "passive-auxiliary" for t in tokens)


def noun_before_name(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "the group Hezbollah said" and "Iran's proxy Hezbollah": the noun belongs to the name after it."""
    if token.mention >= 0:
        before = tokens[token.index - 1] if token.index else token
        # "Mali and its ally Russia met": Russia is the one that stands beside Mali.
        return replace(token, parent=before.parent, link="conjunct") if _is_joined(before, token, tokens) else token
    after = token.index + 1
    if after >= len(tokens) or tokens[after].mention < 0:
        return token
    name = tokens[after]
    if token.kind == "noun" and token.link == "subject" and name.link == token.link and name.parent == token.parent:
        return replace(token, parent=after, link="compound")
    if _is_joined(token, name, tokens):
        return replace(token, parent=after, link="compound")
    is_kind = token.lemma in STANDING or _has_nationality(token, tokens)
    if is_kind and token.link == "adjective" and token.parent == after:
        return replace(token, kind="noun", form="singular", link="compound")
    return token


def _has_nationality(token: Token, tokens: Sequence[Token]) -> bool:
    """Return whether the word before a name is a noun with an adjective of its own ("the French frigate Forbin")."""
    return any(t.parent == token.index and t.link in ("compound", "adjective") and t.mention >= 0 for t in tokens)


def _is_joined(noun: Token, name: Token, tokens: Sequence[Token]) -> bool:
    if noun.kind != "noun" or noun.mention >= 0 or noun.link != "conjunct" or name.link != "subject":
        return False
    head = noun
    while head.link == "conjunct" and head.parent != head.index:
        head = tokens[head.parent]
    return noun.index == name.index - 1 and head.link == "subject" and head.parent == name.parent

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
from graphkit.parse.rereadings import reread

Repair = Callable[[Token, Sequence[Token]], Token]

# Nouns that an infinitive right after them belongs to, wherever the parser hangs it.
_INFINITIVE_NOUNS = frozenset(
    "ability agreement attempt bid campaign capacity commitment decision desire effort failure fight intention mission"
    " offensive offer operation opportunity plan pledge promise proposal push readiness refusal right struggle threat"
    " vow war willingness".split()
)
# Verbs that take a receiver without "to" ("gave Hezbollah 700 million dollars").
_GIVING = frozenset("allocate award deal give grant hand lend offer owe pay promise sell send show supply wire".split())
_TAKING_INFINITIVES = frozenset(
    "agree aim allow ask attempt begin cause choose continue decide decline enable encourage expect fail force get help"
    " hope instruct intend invite lead let manage need offer order permit persuade plan pledge prepare press pressure"
    " promise propose push refuse seek start swear tell threaten train try urge vow want warn".split()
)
_GOODS = frozenset("ammunition aid cash food fuel funding help money support training weaponry".split())
# What these say a name is, it is to another.
STANDING = frozenset(
    "ally client enemy foe neighbor neighbour partner protege proxy puppet rival surrogate vassal".split()
)
_KINDS_OF_PLACE = frozenset(
    "bastion capital city district enclave port province region stronghold town village".split()
)
_ATTACKS = frozenset("airstrike assault attack bombardment bombing incursion offensive raid shelling strike".split())
_SUBJECTS = frozenset(("subject", "passive-subject"))
_BARE = ("present", "base")
_CALLING = frozenset("brand call declare deem designate dub label name term".split())
_TAKING_GERUNDS = frozenset("admit avoid begin cease consider continue deny resume start stop suggest".split())
_CLAUSAL = frozenset(("root", "conjunct", "content-clause", "adverbial-clause", "relative-clause", "parataxis"))
# What only a noun has beside it.
_OF_NOUNS = ("determiner", "adjective", "possessor", "compound", "number")
# Determiners, numbers and punctuation are never mended, and need not be looked at.
_MENDED = frozenset(("noun", "verb", "adjective", "adverb", "preposition", "pronoun", "other"))
_BESIDE = frozenset(("adjective", "apposition", "noun-clause"))
_AFTER_RECEIVER = frozenset(("number", "determiner", "adjective"))


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
        taken = any(t.parent == above.parent and t.link in _SUBJECTS for t in tokens)
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
    if token.kind != "verb" or token.form not in _BARE or token.link not in _SUBJECTS or token.parent < token.index:
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


def _receiver(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "gave Hezbollah 700 million dollars": the name is no part of the sum."""
    before = token.index - 1
    if token.mention < 0 or token.link != "compound" or before < 0 or token.index + 1 >= len(tokens):
        return token
    verb, noun = tokens[before], tokens[token.parent]
    given = noun.link == "object" and noun.parent == before and verb.kind == "verb" and verb.lemma in _GIVING
    if given and (noun.form == "plural" or noun.lemma in _GOODS or tokens[token.index + 1].kind in _AFTER_RECEIVER):
        return replace(token, parent=before, link="recipient")
    return token


def _target_of_noun(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "killed in strikes on Mosul": who or what is named after "strikes on" was struck."""
    before = tokens[token.index - 1]
    if token.lemma not in ("on", "against") or before.lemma not in _ATTACKS or before.kind != "noun":
        return token
    named = any(t.parent == token.index and t.mention >= 0 and t.link == "prepositional-object" for t in tokens)
    return replace(token, parent=before.index) if named and tokens[token.parent].kind == "verb" else token


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
    told = [v for v in between if any(t.parent == v.index and t.link in _SUBJECTS for t in tokens)]
    return replace(token, parent=told[-1].index, link="adverbial-clause") if told else token


def _responsibility(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "attacks in the town, for which A claimed responsibility": for the attacks, not for the town."""
    noun = tokens[token.parent]
    taken = any(t.parent == token.index and t.lemma == "responsibility" for t in tokens)
    if token.link != "relative-clause" or not taken or noun.link != "prepositional-object":
        return token
    above = tokens[tokens[noun.parent].parent]
    return replace(token, parent=above.index) if above.lemma in _ATTACKS and above.kind == "noun" else token


def _after_time(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "condemned the attack this morning at a market": a place after the time of a deed is the deed's as well."""
    time = tokens[token.index - 1]
    if token.lemma not in ("at", "in", "near") or time.link != "time" or token.index < 2:
        return token
    first = min((t.index for t in tokens if t.parent == time.index), default=time.index)
    noun = tokens[first - 1]
    struck = noun.kind == "noun" and noun.lemma in _ATTACKS and noun.link == "object"
    return replace(token, parent=noun.index) if struck and time.parent in (noun.index, noun.parent) else token


def _name_before_comma(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "a spokesman for A, B, said", where A is read as the first part of B's name."""
    name = tokens[token.parent]
    above = tokens[name.parent]
    apart = token.mention >= 0 and name.mention >= 0 and name.index == token.index + 2
    if not apart or tokens[token.index + 1].text != "," or name.link != "prepositional-object":
        return token
    return replace(token, link="prepositional-object", parent=above.index)


def _name_after_comma(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend the other half of what ``_name_before_comma`` does: B stands beside A."""
    before = tokens[token.index - 2] if token.index > 1 else token
    both = before.mention >= 0 and before.link == token.link and before.parent == token.parent
    if token.mention < 0 or not both or tokens[token.index - 1].text != ",":
        return token
    return replace(token, link="apposition", parent=before.index)


def _listed_name(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "A, B and C attacked", where B and C are read as another word for A."""
    above = tokens[token.parent]
    if token.mention < 0 or above.mention < 0 or token.index < above.index:
        return token
    joined = [t for t in tokens if t.parent == token.index and t.link == "conjunct" and t.mention >= 0]
    commas = [t for t in tokens[above.index : token.index] if t.text == ","]
    return replace(token, link="conjunct") if joined and len(commas) == 1 else token


def _headline_pair(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend the headline "A, B meet in Port Vell", where B is read as another word for A."""
    above = tokens[token.parent]
    after = token.index + 1
    pair = token.mention >= 0 and above.mention >= 0 and above.index == token.index - 2 == 0
    if not pair or tokens[1].text != "," or after >= len(tokens):
        return token
    verb = tokens[after]
    return replace(token, link="conjunct") if verb.kind == "verb" and verb.form in _BARE else token


def _called(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "called the Front a puppet": the name is what is called so, the noun is what it is called."""
    verb = tokens[token.parent]
    if verb.lemma not in _CALLING or verb.kind != "verb":
        return token
    beside = [t for t in tokens if t.parent == verb.index and t.index != token.index]
    if token.link == "recipient" and token.mention >= 0:
        return replace(token, link="object") if any(t.link in ("object", "complement") for t in beside) else token
    named = any(t.link in ("object", "passive-subject") and t.mention >= 0 and t.index < token.index for t in beside)
    return replace(token, link="complement") if token.link == "object" and token.mention < 0 and named else token


def _called_beside(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "called A a dictator", where the dictator is read as another word for A."""
    name = tokens[token.parent]
    verb = tokens[name.parent]
    called = name.mention >= 0 and verb.lemma in _CALLING and name.link in ("object", "recipient") and token.mention < 0
    if not called or any(t.text == "," for t in tokens[name.index : token.index]):
        return token
    return replace(token, link="complement", parent=verb.index)


def _after_agent(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "imposed by A on B": what follows who did it belongs to the verb."""
    name = tokens[token.parent]
    by = tokens[name.parent]
    if name.mention < 0 or by.link != "agent" or token.lemma not in ("on", "against", "to", "at", "upon"):
        return token
    return replace(token, parent=by.parent)


def _agent_of_passive(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "was declared a terrorist group by A": who did it hangs from the verb, not from what was given."""
    noun = tokens[token.parent]
    verb = tokens[noun.parent]
    if token.lemma != "by" or noun.link not in ("complement", "object") or noun.mention >= 0 or verb.kind != "verb":
        return token
    beside = {t.link for t in tokens if t.parent == verb.index}
    passive = "passive-subject" in beside and "agent" not in beside
    return replace(token, parent=verb.index, link="agent") if passive else token


def _first_of_objects(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "sold Egypt ten jets" with two objects: the name before what is given is the receiver."""
    verb = tokens[token.parent]
    if token.mention < 0 or token.link != "object" or verb.lemma not in _GIVING or token.index < verb.index:
        return token
    given = any(t.parent == verb.index and t.link == "object" and t.index > token.index for t in tokens)
    return replace(token, link="recipient") if given else token


def _name_as_time(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "The state arms Iran" where the name is read as an expression of time."""
    verb = tokens[token.parent]
    if token.mention < 0 or token.link != "time" or verb.kind != "verb" or token.index < verb.index:
        return token
    taken = any(t.parent == verb.index and t.link == "object" for t in tokens)
    return token if taken else replace(token, link="object")


def _infinitive_of_verb(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "vowed to destroy", "urged Qatar to expel": after these verbs an infinitive is no purpose."""
    above = tokens[token.parent]
    purpose = token.kind == "verb" and token.form == "base" and token.link in ("adverbial-clause", "noun-clause")
    if purpose and above.lemma == "call" and tokens[above.index + 1].lemma in ("on", "upon", "for"):
        return replace(token, link="open-complement")
    if not purpose or above.kind != "verb" or above.lemma not in _TAKING_INFINITIVES or above.index > token.index:
        return token
    return replace(token, link="open-complement")


def _apposed_to_last(token: Token, tokens: Sequence[Token]) -> Token:
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


def _apposed_to_place(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "the fight to free the city of Mosul, a stronghold": what is said of a place belongs to the nearest one."""
    if token.lemma not in _KINDS_OF_PLACE or token.parent >= token.index:
        return token
    first = min((t.index for t in tokens if t.parent == token.index and t.index < token.index), default=token.index)
    near = tokens[first - 2] if first >= 2 and tokens[first - 1].text == "," else token
    return replace(token, parent=near.index) if near.mention >= 0 and near.index > token.parent else token


def _participle_after_name(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "Ukraine, armed and funded by the United States," where the first participle is read as an adjective."""
    if token.kind != "adjective" or token.link not in _BESIDE or token.parent >= token.index:
        return token
    if not token.text.endswith("ed") and not token.text.endswith("t"):
        return token
    above = tokens[token.parent]
    joined = [t for t in tokens if t.parent == token.index and t.link == "conjunct" and t.kind == "verb"]
    if above.mention < 0 or not any(t.parent == j.index and t.link == "agent" for j in joined for t in tokens):
        return token
    return replace(token, kind="verb", form="participle", link="noun-clause", lemma=lemma(token.text, VERB))


def _under_ruler(token: Token, tokens: Sequence[Token]) -> Token:
    """Mend "Egypt, under Nasser, broke off": who rules belongs to the name before the comma."""
    before = token.index - 1
    above = tokens[token.parent]
    if token.lemma != "under" or token.kind != "preposition" or above.kind != "verb" or above.index < token.index:
        return token
    if tokens[before].text == ",":
        before -= 1
    return replace(token, parent=before) if before >= 0 and tokens[before].mention >= 0 else token


def _subject_after_clause(token: Token, tokens: Sequence[Token]) -> Token:
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
    if not opens or verb.kind != "verb" or any(t.parent == verb.index and t.link in _SUBJECTS for t in tokens):
        return token
    if not any(t.parent == clause.index and t.link == "mark" for t in tokens):
        return token
    return replace(token, parent=verb.index, link="passive-subject" if _has_be(verb, tokens) else "subject")


def _object_of_clause(token: Token, tokens: Sequence[Token]) -> Token:
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


def _noun_before_name(token: Token, tokens: Sequence[Token]) -> Token:
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
    (_noun_as_subject, _SUBJECTS),
    (_gerund_of_verb, ("object",)),
    (_main_verb, ("noun-clause", "root")),
    (_verb_with_subject, _CLAUSAL),
    (_infinitive_of_noun, ("adverbial-clause", "open-complement")),
    (_infinitive_of_verb, ("adverbial-clause", "noun-clause")),
    (_complement_of_be, ("object", "adverb")),
    (_apposed_to_last, ("apposition",)),
    (_apposed_to_place, ("apposition",)),
    (_noun_before_name, ("subject", "conjunct", "adjective")),
    (_participle_after_name, _BESIDE),
    (_under_ruler, _ANY),
    (_object_of_clause, ("subject",)),
    (_subject_after_clause, ("conjunct",)),
    (_coordinated_noun, ("conjunct",)),
    (_receiver, ("compound",)),
    (_participle_of_clause, ("noun-clause",)),
    (_responsibility, ("relative-clause",)),
    (_first_of_objects, ("object",)),
    (_target_of_noun, _ANY),
    (_after_time, ("preposition",)),
    (_name_before_comma, ("compound",)),
    (_name_after_comma, ("prepositional-object",)),
    (_listed_name, ("apposition",)),
    (_headline_pair, ("apposition",)),
    (_called_beside, ("apposition",)),
    (_called, ("recipient",)),
    (_called, ("object",)),
    (_agent_of_passive, ("preposition",)),
    (_after_agent, ("preposition",)),
    (_name_as_time, ("time",)),
    (_raised_subject, ("subject",)),
    (_raised_verb, ("content-clause",)),
)

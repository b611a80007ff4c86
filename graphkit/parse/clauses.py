"""From a tree of words to clauses: predicates with their arguments by role, in the active voice.

Passive, relative, participle, gerund, infinitive, raised and coordinated forms, light verbs, appositions, titles and
hyphen compounds are all turned into the same form, so that a rule has to be written once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphkit.model import Clause, TitlePhrase, Token
from graphkit.parse.around_names import PLACES, SUBJECTS, clauses_around, compound_clauses, ruled_clauses, title_clauses
from graphkit.parse.nominals import COPULAS, nominal_clauses
from graphkit.parse.noun_roles import add_role, copular_clause, noun_roles
from graphkit.tree import Tree

PARTICLES = frozenset("apart away back down forth off out over together up in on".split())
# "acts as a broker", "emerged as a backer": what follows "as" is said of the subject.
_PASSING_AS = frozenset("act appear emerge function operate reemerge serve".split())
# "positioned itself as a mediator": the same with the subject as its own object.
_SETTING = frozenset("cast establish position present reassert set".split())
NAMING = frozenset("name appoint elect make choose declare designate call consider deem reelect re-elect".split())
_NOMINAL_LINKS = ("subject", "passive-subject", "object", "prepositional-object")
_OF_VERBS = ("from", "to", "against", "over", "into")
# What does this to somebody is more often a deed than its doer.
_STIRRING = frozenset(
    "alarm anger annoy appal appall astonish dismay disgust disturb enrage frighten horrify incense infuriate irritate"
    " outrage please shock startle surprise trouble unnerve unsettle upset worry".split()
)


def find_clauses(tree: Tree, titles: Sequence[TitlePhrase | None]) -> tuple[Clause, ...]:
    """Return the clauses of a sentence, in the order of their triggers.

    Args:
        tree: the parsed words, words inside mentions after them.
        titles: for each parsed word its title phrase, or None.
    """
    tokens = tree.tokens
    clauses: list[Clause] = []
    for index in range(len(titles)):
        token = tokens[index]
        if token.kind == "verb":
            clauses.extend(_verbal(tree, index))
            clauses.extend(ruled_clauses(tree, index))
            if token.form == "gerund" and token.link in _NOMINAL_LINKS and not tree.has(index, "object"):
                # "Fighting between A and B"
                clauses.extend(replace(one, lemma=token.text.lower()) for one in nominal_clauses(tree, index))
        elif token.kind == "noun" and token.mention < 0:
            clauses.extend(nominal_clauses(tree, index))
        title = titles[index]
        if title is not None:
            clauses.extend(title_clauses(tree, index, title))
        if token.kind == "noun" or tree.has(index, "apposition"):
            clauses.extend(clauses_around(tree, index))
    clauses.extend(compound_clauses(tree))
    return tuple(sorted(clauses, key=lambda clause: (tokens[clause.trigger].begin, clause.kind)))


def _verbal(tree: Tree, verb: int) -> Iterator[Clause]:
    roles: dict[str, tuple[int, ...]] = {}
    passive = tree.is_passive(verb)
    for name, heads in tree.prepositions(verb).items():
        add_role(roles, name, heads)
    subjects = tree.expand_all(tree.subjects(verb))
    objects = tree.expand_all(_objects(tree, verb))
    _add_after_name(tree, objects, roles)
    subjects = (*subjects, *_companions(tree, verb, subjects))
    if passive:
        _passive_roles(tree, verb, roles, subjects, objects)
    else:
        add_role(roles, "agent", () if _is_said_of_all(tree, verb) else subjects)
        add_role(roles, "patient", objects)
    _fill_relative(tree, verb, roles, passive)
    _share_with_conjunct(tree, verb, roles, passive)
    for complement in tree.children(verb, "open-complement"):
        add_role(roles, "to", tree.expand(complement))
    add_role(roles, "complement", tree.expand_all(tree.children(verb, "complement")))
    particle = next((tree.tokens[p].lemma for p in _particles(tree, verb)), "")
    construction = _construction(tree, verb, passive)
    lemma = tree.tokens[verb].lemma
    yield Clause(verb, lemma, "verbal", roles, particle, verb, construction)
    yield from _copular(tree, verb, roles)
    yield from _passing_as(tree, verb, roles)
    if passive and "patient" in roles:
        # "is based in", "is opposed to": the participle as an adjective.
        state = {name: heads for name, heads in roles.items() if name not in ("patient", "agent")}
        add_role(state, "by", roles.get("agent", ()))
        text = tree.tokens[verb].text.lower()
        yield Clause(verb, text, "copular", {**state, "agent": roles["patient"]}, "", verb, construction)


def _add_after_name(tree: Tree, objects: Sequence[int], roles: dict[str, tuple[int, ...]]) -> None:
    """Give the verb what follows a name as its object ("drove the Front from the town"), which names rarely have."""
    for one in objects:
        if tree.tokens[one].mention >= 0 or tree.tokens[one].lemma in PLACES:
            for name, heads in tree.prepositions(one).items():
                if name in _OF_VERBS and name not in roles:
                    add_role(roles, name, heads)


def _companions(tree: Tree, verb: int, subjects: Sequence[int]) -> list[int]:
    """Return B of "A, together with B, V": who does it as well, said between the subject and the verb."""
    near = [p for head in (verb, *subjects) for p in tree.children(head, "preposition")]
    near += [inner for p in near for inner in tree.children(p, "preposition")]
    joint = [
        p for p in near
        if tree.tokens[p].lemma == "with" and p < verb and p and tree.tokens[p - 1].lemma in ("together", "along")
    ]  # fmt: skip
    heads = [h for p in joint for h in tree.children(p, "prepositional-object")]
    return [one for one in tree.expand_all(heads) if subjects and min(subjects) < one]


def _particles(tree: Tree, verb: int) -> list[int]:
    adverbs = [a for a in tree.children(verb, "adverb") if tree.tokens[a].lemma in PARTICLES and a > verb]
    bare = [
        p
        for p in tree.children(verb, "preposition")
        if tree.tokens[p].lemma in PARTICLES and not tree.has(p, "prepositional-object", "prepositional-clause")
    ]
    return tree.children(verb, "particle") + adverbs + bare


def _objects(tree: Tree, verb: int) -> list[int]:
    found = [o for o in tree.children(verb, "object") if not tree.is_relative(o, verb)]
    if not found:
        # "sealed off the town"
        found = [o for p in tree.children(verb, "particle") for o in tree.children(p, "prepositional-object")]
    # "Iran gave Hamas money": the parser may see the receiver as a second object.
    if len(found) == 2 and tree.tokens[found[0]].mention >= 0 and tree.tokens[found[1]].mention < 0:
        return found[1:]
    return found


def _passive_roles(
    tree: Tree, verb: int, roles: dict[str, tuple[int, ...]], subjects: Sequence[int], objects: Sequence[int]
) -> None:
    by = roles.pop("by", ()) or _by_after_noun(tree, roles)
    if not subjects and tree.tokens[verb].link == "noun-clause":
        subjects = tree.expand_all([tree.tokens[verb].parent])
    if objects:
        add_role(roles, "patient", objects)
        add_role(roles, "to", subjects)
    else:
        add_role(roles, "patient", subjects)
    add_role(roles, "agent", by)


def _by_after_noun(tree: Tree, roles: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the name after "by" that hangs from a noun in between ("backed to the hilt by Iran")."""
    nouns = [
        h for heads in roles.values() for h in heads if tree.tokens[h].kind == "noun" and tree.tokens[h].mention < 0
    ]
    found = (tree.prepositions(noun).get("by", ()) for noun in nouns)
    return tuple(one for heads in found for one in heads if tree.tokens[one].mention >= 0)


def _fill_relative(tree: Tree, verb: int, roles: dict[str, tuple[int, ...]], passive: bool) -> None:
    """Put the antecedent where the relative pronoun stands, or where nothing stands ("the group Iran funds")."""
    antecedent = tree.antecedent(verb)
    if antecedent < 0 or tree.tokens[verb].link != "relative-clause":
        return
    if any(tree.tokens[a].lemma in ("where", "when", "why", "how") for a in tree.children(verb, "adverb", "mark")):
        return
    heads = tree.expand_all([antecedent])
    pronoun = [o for o in tree.children(verb, "object") if tree.is_relative(o, verb)]
    said = any(tree.is_relative(s, verb) for s in tree.children(verb, "subject", "passive-subject"))
    for preposition in tree.children(verb, "preposition", "recipient"):
        inner = tree.children(preposition, "prepositional-object")
        if any(tree.tokens[i].lemma in ("who", "whom", "which") for i in inner):
            roles[tree.tokens[preposition].lemma] = heads
            return
        if not inner and not said and not pronoun and not tree.has(preposition, "prepositional-clause"):
            add_role(roles, tree.tokens[preposition].lemma, heads)
            return
    if any(
        tree.tokens[p].lemma == "whose" for s in tree.children(verb, *SUBJECTS) for p in tree.children(s, "possessor")
    ):
        return
    if pronoun or (not said and not passive and "patient" not in roles and tree.has(verb, "subject")):
        roles["patient"] = heads


def _is_said_of_all(tree: Tree, verb: int) -> bool:
    """Return whether "which" after a comma can mean all that was said ("flew to Palau, which angered Beijing")."""
    which = [s for s in tree.children(verb, *SUBJECTS) if tree.tokens[s].lemma == "which"]
    antecedent = tree.tokens[tree.antecedent(verb)]
    if tree.tokens[verb].lemma not in _STIRRING or antecedent.link in SUBJECTS:
        return False
    return any(one and tree.tokens[one - 1].text == "," for one in which)


def _share_with_conjunct(tree: Tree, verb: int, roles: dict[str, tuple[int, ...]], passive: bool) -> None:
    """Give a verb the object of the verb that is coordinated right after it ("arms and trains Hamas")."""
    following = [c for c in tree.children(verb, "conjunct") if tree.is_verb(c)]
    if not following:
        return
    other = following[0]
    between = range(verb + 1, other)
    light = ("coordination", "punctuation", "adverb", "conjunct", "auxiliary", "passive-auxiliary")
    if any(tree.tokens[i].link not in light for i in between):
        return
    if passive and "agent" not in roles and tree.is_passive(other):
        by = tree.prepositions(other).get("by", [])
        add_role(roles, "agent", by)
    if not passive and "patient" not in roles:
        add_role(roles, "patient", tree.expand_all(_objects(tree, other)))
        for name, heads in tree.prepositions(other).items():
            if name not in roles:
                add_role(roles, name, heads)


def _construction(tree: Tree, verb: int, passive: bool) -> str:
    link = tree.tokens[verb].link
    if link == "relative-clause":
        return "relative"
    if link in ("noun-clause", "adverbial-clause"):
        return "participle"
    if link in ("open-complement", "prepositional-clause"):
        return "control"
    if passive:
        return "passive"
    return "coordination" if link == "conjunct" else "active"


def _copular(tree: Tree, verb: int, roles: dict[str, tuple[int, ...]]) -> Iterator[Clause]:
    lemma = tree.tokens[verb].lemma
    if lemma not in COPULAS and lemma not in NAMING:
        return
    agents = roles.get("agent", ())
    if lemma in NAMING:
        agents = roles.get("patient", ())
    for head in (*tree.children(verb, "complement"), *_one_of_many(tree, verb)):
        for complement in tree.expand(head):
            if tree.tokens[complement].mention >= 0 or not _is_predicate(tree.tokens[complement]):
                continue
            inner = noun_roles(tree, complement)
            for name, heads in roles.items():
                if name not in ("agent", "patient", "to") and name not in inner:
                    inner[name] = heads
            add_role(inner, "agent", agents)
            # "is determined to crush B"
            add_role(inner, "to", tree.expand_all(tree.children(complement, "open-complement")))
            yield copular_clause(tree, complement, inner, verb, "copular")


def _one_of_many(tree: Tree, verb: int) -> list[int]:
    """Return the noun of "is one of the donors" and "is among the donors"."""
    if tree.tokens[verb].lemma not in COPULAS:
        return []
    ones = [c for c in tree.children(verb, "complement") if tree.tokens[c].lemma == "one"]
    heads = [h for one in ones for h in tree.prepositions(one).get("of", ())]
    heads += tree.prepositions(verb).get("among", [])
    return [h for h in heads if tree.tokens[h].form == "plural" and tree.tokens[h].mention < 0]


def _is_predicate(token: Token) -> bool:
    return token.kind in ("noun", "adjective") or (token.kind == "verb" and token.form in ("past", "participle"))


def _passing_as(tree: Tree, verb: int, roles: dict[str, tuple[int, ...]]) -> Iterator[Clause]:
    lemma = tree.tokens[verb].lemma
    agents = roles.get("agent", ())
    itself = any(tree.tokens[o].lemma.endswith(("self", "selves")) for o in roles.get("patient", ()))
    passing = lemma in _PASSING_AS or (itself and lemma in _SETTING)
    for noun in roles.get("as", ()):
        # "As an ally of the United States, Kenya sent police."
        fronted = bool(agents) and noun < min(agents)
        if not passing and not fronted:
            continue
        if tree.tokens[noun].kind == "noun" and tree.tokens[noun].mention < 0 and tree.tokens[noun].lemma != "part":
            inner = noun_roles(tree, noun)
            add_role(inner, "agent", agents)
            yield copular_clause(tree, noun, inner, verb if passing else -1, "copular" if passing else "apposition")

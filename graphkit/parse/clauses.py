"""From a tree of words to clauses: predicates with their arguments by role, in the active voice.

Passive, relative, participle, gerund, infinitive, raised and coordinated forms, light verbs, appositions, titles and
hyphen compounds are all turned into the same form, so that a rule has to be written once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graphkit.model import Clause, TitlePhrase, Token
from graphkit.parse.repairs import STANDING
from graphkit.tree import Tree

PARTICLES = frozenset("apart away back down forth off out over together up in on".split())
COPULAS = frozenset("be become remain stay seem appear".split())
# "acts as a broker", "emerged as a backer": what follows "as" is said of the subject.
_PASSING_AS = frozenset("act appear emerge function operate reemerge serve".split())
# "positioned itself as a mediator": the same with the subject as its own object.
_SETTING = frozenset("cast establish position present reassert set".split())
NAMING = frozenset("name appoint elect make choose declare designate call consider deem reelect re-elect".split())
# Verbs that add only time, start, end or degree to the noun that is their object: the noun carries the meaning.
LIGHT = frozenset(
    "begin boost break bring build carry cease channel commit conclude conduct continue cut decrease deepen"
    " deliver deny develop devote do double end engage enjoy escalate establish exchange execute exert expand"
    " express extend finalize fly forge form funnel give grant halt have hold impose increase initiate intensify issue"
    " join keep launch lead lend lift maintain make mount offer open order pay perform plan play pledge plot pour"
    " promise provide pursue put raise reach reaffirm reduce reiterate relaunch renew repeat restart restore"
    " resume scale scrap secure sell send serve set sever shift ship show sign slash smuggle sponsor stage start"
    " step stop strengthen strike supply suspend sustain take terminate transfer undertake unleash voice vow wage"
    " withdraw withhold".split()
)
INVERSE_LIGHT = frozenset(
    "receive get obtain enjoy win gain acquire accept seek need want request lose secure draw attract".split()
)
MOVING = frozenset(
    "arrive begin break come continue end erupt flare flow go grow increase move occur pour rage reach resume start"
    " stop".split()
)
# "in support of B", "in exile in B": who does the rest of the sentence does, or is in, this as well.
_ON_BEHALF = frozenset("aid defence defense exile favor favour solidarity support".split())
# "aided by support from B": who gets it is the subject.
_HELPING = frozenset("aid assist back bolster boost buoy buttress enable help reinforce strengthen sustain".split())
_BACKERS = frozenset("backer financier patron paymaster protector sponsor".split())
# What is set off after a name with one of these is the state that it is in.
_STATES = ("under", "at", "in", "behind")
_AFTER_NOUN = ("by", "from", "for", "to", "on", "against")
_NOMINAL_LINKS = ("subject", "passive-subject", "object", "prepositional-object")
_OF_VERBS = ("from", "to", "against", "over", "into")
_PLACES = frozenset("area capital city district port province region town village".split())
_SUBJECTS = ("subject", "passive-subject")
# "bound by a shared hatred of B": who is bound has it.
_UNITING = frozenset("bind bring define drive join link motivate move unite".split())
_TRAVELS = frozenset("journey stop stopover tour trip visit".split())
_SPANS = frozenset("day decade hour month round series week year".split())
# What does this to somebody is more often a deed than its doer.
_STIRRING = frozenset(
    "alarm anger annoy appal appall astonish dismay disgust disturb enrage frighten horrify incense infuriate irritate"
    " outrage please shock startle surprise trouble unnerve unsettle upset worry".split()
)
_PARTAKING = frozenset("partake participate".split())
_ATTITUDES = frozenset("animosity antipathy enmity hatred hostility opposition rejection".split())
# "millions in aid", "a package of aid": what is given stands after the sum.
_SUMS = frozenset("billion bulk dollar euro hundred lot million package shipment thousand ton tonne trillion".split())
_EVENT_PREPOSITIONS = frozenset("in during after following".split())
FORMER_WORDS = frozenset("former ex late then onetime deposed ousted erstwhile previous outgoing".split())


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
            clauses.extend(_ruled(tree, index))
            if token.form == "gerund" and token.link in _NOMINAL_LINKS and not tree.has(index, "object"):
                # "Fighting between A and B"
                clauses.extend(replace(one, lemma=token.text.lower()) for one in _nominal(tree, index))
        elif token.kind == "noun" and token.mention < 0:
            clauses.extend(_nominal(tree, index))
        title = titles[index]
        if title is not None:
            clauses.extend(_title(tree, index, title))
        if token.kind == "noun" or tree.has(index, "apposition"):
            clauses.extend(_around_noun(tree, index))
    clauses.extend(_compounds(tree))
    return tuple(sorted(clauses, key=lambda clause: (tokens[clause.trigger].begin, clause.kind)))


def _around_noun(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield the clauses that stand without a verb, around a noun or a name."""
    yield from _apposed(tree, index)
    if tree.tokens[index].mention >= 0:
        yield from _set_off(tree, index)
        yield from _between_names(tree, index)
    else:
        yield from _classed(tree, index)
        yield from _held_kind(tree, index)
        yield from _named_body(tree, index)


def _add(roles: dict[str, tuple[int, ...]], name: str, heads: Sequence[int]) -> None:
    if heads:
        roles[name] = tuple(dict.fromkeys((*roles.get(name, ()), *heads)))


def _verbal(tree: Tree, verb: int) -> Iterator[Clause]:
    roles: dict[str, tuple[int, ...]] = {}
    passive = tree.is_passive(verb)
    for name, heads in tree.prepositions(verb).items():
        _add(roles, name, heads)
    subjects = tree.expand_all(tree.subjects(verb))
    objects = tree.expand_all(_objects(tree, verb))
    _add_after_name(tree, objects, roles)
    subjects = (*subjects, *_companions(tree, verb, subjects))
    if passive:
        _passive_roles(tree, verb, roles, subjects, objects)
    else:
        _add(roles, "agent", () if _is_said_of_all(tree, verb) else subjects)
        _add(roles, "patient", objects)
    _fill_relative(tree, verb, roles, passive)
    _share_with_conjunct(tree, verb, roles, passive)
    for complement in tree.children(verb, "open-complement"):
        _add(roles, "to", tree.expand(complement))
    _add(roles, "complement", tree.expand_all(tree.children(verb, "complement")))
    particle = next((tree.tokens[p].lemma for p in _particles(tree, verb)), "")
    construction = _construction(tree, verb, passive)
    lemma = tree.tokens[verb].lemma
    yield Clause(verb, lemma, "verbal", roles, particle, verb, construction)
    yield from _copular(tree, verb, roles)
    yield from _passing_as(tree, verb, roles)
    if passive and "patient" in roles:
        # "is based in", "is opposed to": the participle as an adjective.
        state = {name: heads for name, heads in roles.items() if name not in ("patient", "agent")}
        _add(state, "by", roles.get("agent", ()))
        text = tree.tokens[verb].text.lower()
        yield Clause(verb, text, "copular", {**state, "agent": roles["patient"]}, "", verb, construction)


def _add_after_name(tree: Tree, objects: Sequence[int], roles: dict[str, tuple[int, ...]]) -> None:
    """Give the verb what follows a name as its object ("drove the Front from the town"), which names rarely have."""
    for one in objects:
        if tree.tokens[one].mention >= 0 or tree.tokens[one].lemma in _PLACES:
            for name, heads in tree.prepositions(one).items():
                if name in _OF_VERBS and name not in roles:
                    _add(roles, name, heads)


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
        _add(roles, "patient", objects)
        _add(roles, "to", subjects)
    else:
        _add(roles, "patient", subjects)
    _add(roles, "agent", by)


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
            _add(roles, tree.tokens[preposition].lemma, heads)
            return
    if any(
        tree.tokens[p].lemma == "whose" for s in tree.children(verb, *_SUBJECTS) for p in tree.children(s, "possessor")
    ):
        return
    if pronoun or (not said and not passive and "patient" not in roles and tree.has(verb, "subject")):
        roles["patient"] = heads


def _is_said_of_all(tree: Tree, verb: int) -> bool:
    """Return whether "which" after a comma can mean all that was said ("flew to Palau, which angered Beijing")."""
    which = [s for s in tree.children(verb, *_SUBJECTS) if tree.tokens[s].lemma == "which"]
    antecedent = tree.tokens[tree.antecedent(verb)]
    if tree.tokens[verb].lemma not in _STIRRING or antecedent.link in _SUBJECTS:
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
        _add(roles, "agent", by)
    if not passive and "patient" not in roles:
        _add(roles, "patient", tree.expand_all(_objects(tree, other)))
        for name, heads in tree.prepositions(other).items():
            if name not in roles:
                _add(roles, name, heads)


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
            inner = _noun_roles(tree, complement)
            for name, heads in roles.items():
                if name not in ("agent", "patient", "to") and name not in inner:
                    inner[name] = heads
            _add(inner, "agent", agents)
            # "is determined to crush B"
            _add(inner, "to", tree.expand_all(tree.children(complement, "open-complement")))
            yield _copular_clause(tree, complement, inner, verb, "copular")


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
            inner = _noun_roles(tree, noun)
            _add(inner, "agent", agents)
            yield _copular_clause(tree, noun, inner, verb if passing else -1, "copular" if passing else "apposition")


def _copular_clause(tree: Tree, noun: int, roles: dict[str, tuple[int, ...]], anchor: int, construction: str) -> Clause:
    token = tree.tokens[noun]
    lemma = token.text.lower() if token.kind == "verb" else token.lemma
    return Clause(noun, lemma, "copular", roles, "", anchor, construction, _is_former(tree, noun))


def _is_former(tree: Tree, noun: int) -> bool:
    return any(tree.tokens[a].lemma in FORMER_WORDS for a in tree.children(noun, "adjective", "compound", "adverb"))


def _noun_roles(tree: Tree, noun: int) -> dict[str, tuple[int, ...]]:
    roles: dict[str, tuple[int, ...]] = {}
    for name, heads in tree.prepositions(noun).items():
        _add(roles, name, heads)
    _lift_from_names(tree, roles)
    _add(roles, "possessor", tree.expand_all(_possessors(tree, noun)))
    modifiers = [c for c in tree.children(noun, "adjective", "compound") if tree.tokens[c].mention >= 0]
    _add(roles, "modifier", tree.expand_all(modifiers))
    return roles


def _lift_from_names(tree: Tree, roles: dict[str, tuple[int, ...]]) -> None:
    """Give the noun what hangs from a name after it: "support for the Front from Sylvania", "raids by A on B"."""
    named = [h for name in _AFTER_NOUN for h in roles.get(name, ()) if tree.tokens[h].mention >= 0]
    for head in named:
        for name, heads in tree.prepositions(head).items():
            if name in _AFTER_NOUN and name not in roles:
                _add(roles, name, heads)


def _possessors(tree: Tree, noun: int) -> list[int]:
    held = tree.children(noun, "possessor")
    return tree.holders(noun) if held and tree.tokens[held[0]].lemma == "whose" else held


def _nominal(tree: Tree, noun: int) -> Iterator[Clause]:
    roles = _noun_roles(tree, noun)
    token = tree.tokens[noun]
    anchor, construction = _governing_verb(tree, noun), "nominal"
    verb = _light_verb(tree, noun)
    if verb >= 0:
        anchor, construction = verb, "light verb"
        _add_light_roles(tree, verb, noun, roles)
    else:
        _add_prepositional_roles(tree, noun, roles)
    for clause in tree.children(noun, "noun-clause"):
        if tree.tokens[clause].form in ("base",):
            _add(roles, "to", [clause])
    if roles:
        yield Clause(noun, token.lemma, "nominal", roles, "", anchor, construction, _is_former(tree, noun))


def _add_prepositional_roles(tree: Tree, noun: int, roles: dict[str, tuple[int, ...]]) -> None:
    """Add the subject around a noun: in "in support of B, A ..." A does it, in "with A's support B ..." B gets it."""
    token = tree.tokens[noun]
    while token.link == "conjunct" and token.parent != token.index and tree.tokens[token.parent].kind == "noun":
        token = tree.tokens[token.parent]
    token = _span_before(tree, token)
    if token.link != "prepositional-object" or token.parent < 0:
        return
    preposition = tree.tokens[token.parent].lemma
    verb = _verb_of_adjunct(tree, tree.tokens[token.parent], "of" in roles)
    if verb < 0:
        _add(roles, "agent", _name_before(tree, tree.tokens[token.parent], roles))
        return
    subjects = _who_is_helped(tree, verb)
    if _is_of_subject(tree, verb, preposition, token, roles):
        _add(roles, "agent", subjects)
    elif _says_who_helps(tree, preposition, verb, roles):
        if tree.tokens[verb].lemma not in COPULAS:
            _add(roles, "helped", subjects)
    elif not tree.is_passive(verb) and _is_done_by_subject(tree, noun, preposition, roles):
        # Of a passive ("was opened in coordination with B") the doer is not said.
        _add(roles, "agent", [s for s in subjects if s not in roles.get("with", ())])


def _name_before(tree: Tree, preposition: Token, roles: dict[str, tuple[int, ...]]) -> list[int]:
    """Return Kenya of "Kenya, in cooperation with Somalia, ..."."""
    name = preposition.parent
    named = name >= 0 and tree.tokens[name].mention >= 0
    return [name] if named and preposition.lemma in _EVENT_PREPOSITIONS and "with" in roles else []


def _is_of_subject(tree: Tree, verb: int, preposition: str, noun: Token, roles: Mapping[str, tuple[int, ...]]) -> bool:
    """Return whether a noun beside a verb is what the verb's subject does or feels ("on a trip to B, A announced")."""
    travels = noun.lemma in _TRAVELS and preposition in ("on", "during", "after")
    shared = preposition == "by" and _is_shared(tree, verb, noun)
    return (travels and not tree.is_passive(verb)) or shared or _is_partaken(tree, verb, preposition, roles)


def _span_before(tree: Tree, noun: Token) -> Token:
    """Return "years" of "after years of negotiations with B", else the noun itself."""
    above = tree.tokens[noun.parent]
    span = tree.tokens[above.parent] if above.lemma == "of" else noun
    return span if span.lemma in _SPANS else noun


def _is_partaken(tree: Tree, verb: int, preposition: str, roles: Mapping[str, tuple[int, ...]]) -> bool:
    """Return whether a noun is that of "A was involved in the raid", which is nobody else's."""
    lemma = tree.tokens[verb].lemma
    if preposition != "in" or {"possessor", "modifier"} & roles.keys():
        return False
    return lemma in _PARTAKING or (lemma == "involve" and tree.is_passive(verb))


def _is_shared(tree: Tree, verb: int, noun: Token) -> bool:
    """Return whether a noun is that of "A and B are united by their hatred of C"."""
    return tree.is_passive(verb) and tree.tokens[verb].lemma in _UNITING and noun.lemma in _ATTITUDES


def _says_who_helps(tree: Tree, preposition: str, verb: int, roles: dict[str, tuple[int, ...]]) -> bool:
    """Return whether a phrase is "with A's support", or "aided by support from A"."""
    aided = preposition == "by" and tree.is_passive(verb) and tree.tokens[verb].lemma in _HELPING
    by_whom = {"possessor", "modifier", "by", "from", "of"} & roles.keys()
    return bool(by_whom) and (aided or preposition in ("with", "through", "under"))


def _is_done_by_subject(tree: Tree, noun: int, preposition: str, roles: dict[str, tuple[int, ...]]) -> bool:
    if {"possessor", "modifier", "by"} & roles.keys():
        return False
    if preposition in ("through", "via"):
        # "supports B through cash and weapons for C"
        return bool({"to", "for"} & roles.keys())
    shared = "with" in roles or tree.tokens[noun].lemma in _ON_BEHALF
    return preposition in _EVENT_PREPOSITIONS and (shared or _has_infinitive(tree, noun))


def _has_infinitive(tree: Tree, noun: int) -> bool:
    return any(tree.tokens[clause].form == "base" for clause in tree.children(noun, "noun-clause"))


def _who_is_helped(tree: Tree, verb: int) -> tuple[int, ...]:
    """Return the subject of a verb; of "Saudi raids are carried out" those whose raids they are."""
    subjects = tree.expand_all(tree.subjects(verb))
    if tree.is_passive(verb) and tree.tokens[verb].lemma in LIGHT:
        return tuple(h for s in subjects for h in (tree.holders(s) if tree.tokens[s].mention < 0 else [s]))
    return subjects


def _verb_of_adjunct(tree: Tree, preposition: Token, has_of: bool) -> int:
    """Return the verb that a prepositional phrase stands with, or -1; also over "conducted strikes in support of B"."""
    verb = preposition.parent
    if verb < 0 or verb == preposition.index:
        return -1
    above = tree.tokens[verb]
    if above.kind == "noun" and above.link == "object" and has_of and tree.tokens[above.parent].lemma in LIGHT:
        verb = above.parent
    return verb if tree.is_verb(verb) else -1


def _governing_verb(tree: Tree, index: int) -> int:
    for _ in range(12):
        parent = tree.tokens[index].parent
        if parent == index or parent < 0:
            return -1
        if tree.is_verb(parent):
            return parent
        index = parent
    return -1


def _light_verb(tree: Tree, noun: int) -> int:
    """Return the verb that lends the noun its arguments ("Iran provides SUPPORT to Hamas"), or -1."""
    head = noun
    while tree.tokens[head].link == "conjunct" and tree.tokens[tree.tokens[head].parent].kind == "noun":
        head = tree.tokens[head].parent
    for clause in tree.children(head, "relative-clause", "noun-clause"):
        if tree.tokens[clause].lemma in LIGHT and (tree.is_passive(clause) or _relative_object(tree, clause)):
            return clause
    token = tree.tokens[_sum_before(tree, head)]
    if token.parent < 0 or token.parent == token.index or not tree.is_verb(token.parent):
        return -1
    verb = tree.tokens[token.parent]
    if token.link in ("object", "passive-subject") and verb.lemma in LIGHT | INVERSE_LIGHT:
        return verb.index
    if token.link == "subject":
        return _moving_verb(tree, verb.index)
    return -1


def _moving_verb(tree: Tree, verb: int) -> int:
    """Return the verb by which a noun goes on or comes to somebody ("aid flows to", "kept flowing to"), or -1."""
    inner = [c for c in tree.children(verb, "open-complement") if tree.tokens[c].lemma in MOVING]
    moves = tree.tokens[verb].lemma in MOVING and not tree.has(verb, "object")
    return inner[0] if inner else verb if moves or tree.tokens[verb].lemma == "reach" else -1


def _sum_before(tree: Tree, noun: int) -> int:
    """Return "million" of "ten million dollars in aid", else the noun itself."""
    token = tree.tokens[noun]
    if token.link != "prepositional-object" or tree.tokens[token.parent].lemma not in ("in", "of"):
        return noun
    above = tree.tokens[tree.tokens[token.parent].parent]
    return above.index if above.lemma in _SUMS and above.link in ("object", "passive-subject") else noun


def _relative_object(tree: Tree, verb: int) -> bool:
    if any(tree.is_relative(s, verb) for s in tree.children(verb, "subject", "passive-subject")):
        return False
    return tree.tokens[verb].link == "relative-clause" and tree.has(verb, "subject")


def _add_light_roles(tree: Tree, verb: int, noun: int, roles: dict[str, tuple[int, ...]]) -> None:
    lemma = tree.tokens[verb].lemma
    passive = tree.is_passive(verb)
    around = dict(tree.prepositions(verb))
    by = around.pop("by", []) if passive else []
    moved = tree.tokens[noun].link == "subject" and lemma in MOVING
    givers = by if passive else [] if moved else list(tree.expand_all(tree.subjects(verb)))
    if passive and len(tree.children(verb, "object")) and tree.tokens[noun].link != "passive-subject":
        _add(roles, "to", tree.expand_all(tree.children(verb, "passive-subject")))
    if lemma in INVERSE_LIGHT and not passive:
        _add(roles, "receiver", givers)
    given = "of" in roles and (lemma in INVERSE_LIGHT or lemma == "have")
    if lemma in LIGHT and not given and lemma not in ("receive", "get", "obtain", "gain", "acquire"):
        _add(roles, "agent", givers)
    if moved and lemma == "reach":
        _add(roles, "to", tree.expand_all(tree.children(verb, "object")))
    others = [o for o in tree.children(verb, "object") if tree.tokens[o].mention >= 0 and o != noun]
    _add(roles, "to", tree.expand_all(others))
    for name, heads in around.items():
        if name not in roles:
            _add(roles, name, heads)


def _apposed(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield "Haniyeh, the leader of Hamas", "the leader of Hamas, Haniyeh" and "Hamas leader Haniyeh" as copular."""
    token = tree.tokens[index]
    for other in tree.children(index, "apposition"):
        for one in tree.expand(other):
            yield from _pair(tree, index, one, "apposition")
    if token.mention < 0 and token.kind == "noun":
        for name in tree.apposed_beyond(index):
            yield from _pair(tree, index, name, "apposition")
    if token.mention >= 0:
        for noun in tree.children(index, "compound"):
            if tree.tokens[noun].mention < 0 and tree.tokens[noun].kind == "noun":
                yield from _pair(tree, index, noun, "title")


def _set_off(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield "Goma, under rebel control, ..." and "Boric, critical of Maduro, ..." as what the name is."""
    for one in tree.children(index, "preposition"):
        if one > index and tree.tokens[one - 1].text == "," and tree.tokens[one].lemma in _STATES:
            roles = {name: tuple(heads) for name, heads in tree.prepositions(index).items()}
            yield Clause(one, "be", "verbal", {**roles, "agent": (index,)}, "", -1, "apposition")
    for one in tree.children(index, "adjective", "apposition"):
        if one > index and tree.tokens[one].kind == "adjective" and _is_set_off(tree, index, one):
            roles = _noun_roles(tree, one)
            _add(roles, "agent", [index])
            yield _copular_clause(tree, one, roles, -1, "apposition")


def _classed(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield "the US and other backers of Israel" as copular: the names before "other" are of that kind too."""
    token = tree.tokens[index]
    if token.kind != "noun" or token.link != "conjunct":
        return
    if not any(tree.tokens[c].lemma == "other" for c in tree.children(index, "adjective", "determiner")):
        return
    first = token
    while first.link == "conjunct" and first.parent != first.index:
        first = tree.tokens[first.parent]
    named = [one for one in tree.expand(first.index) if one < index and tree.tokens[one].mention >= 0]
    if named:
        roles = _noun_roles(tree, index)
        _add(roles, "agent", named)
        yield _copular_clause(tree, index, roles, -1, "apposition")


def _held_kind(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield "the Front's Sylvanian backers" as copular, when the noun speaks of states rather than of persons."""
    if tree.tokens[index].lemma not in _BACKERS:
        return
    roles = _noun_roles(tree, index)
    if "possessor" in roles and "modifier" in roles and "of" not in roles:
        of = {"of": roles["possessor"], "agent": roles["modifier"]}
        yield _copular_clause(tree, index, of, -1, "apposition")


def _is_set_off(tree: Tree, one: int, other: int) -> bool:
    """Return whether a comma, a dash or nothing stands between two words ("Critics of Iran fund Hamas" has neither)."""
    between = tree.tokens[min(one, other) + 1 : max(one, other)]
    outside = [token for token in between if token.link not in ("inside", "title", "determiner")]
    return not outside or any(token.kind == "punctuation" for token in outside)


def _pair(tree: Tree, one: int, other: int, construction: str) -> Iterator[Clause]:
    if construction == "apposition":
        one = _place_named(tree, one)
    name, noun = (one, other) if tree.tokens[one].mention >= 0 else (other, one)
    if tree.tokens[name].mention < 0 or tree.tokens[noun].mention >= 0 or tree.tokens[noun].kind != "noun":
        return
    if construction == "apposition" and not _is_set_off(tree, one, other):
        return
    roles = _noun_roles(tree, noun)
    if construction == "title":
        # "Hamas leader Haniyeh": the words before the name all hang from the name.
        before = [c for c in tree.children(name, "compound", "adjective", "possessor") if c < noun]
        named = [c for c in before if tree.tokens[c].mention >= 0 or tree.tokens[c].link == "possessor"]
        _add(roles, "modifier", named)
    _add(roles, "agent", [name])
    yield _copular_clause(tree, noun, roles, -1, construction)


def _place_named(tree: Tree, noun: int) -> int:
    """Return Raqqa of "the city of Raqqa", else the noun itself."""
    if tree.tokens[noun].lemma not in _PLACES:
        return noun
    named = [one for one in tree.prepositions(noun).get("of", ()) if tree.tokens[one].mention >= 0]
    return named[0] if len(named) == 1 else noun


_BODIES = frozenset(
    "agency bureau department division initiative office programme program project service unit".split()
)
_KINDS_OF_GROUP = frozenset(
    "faction force forces group militia movement network organisation organization party rebel rebels".split()
)


def _kinds_around(tree: Tree, index: int) -> list[int] | None:
    """Return a name with the nouns that say what kind of group it is; None when they say what it is to another."""
    token = tree.tokens[index]
    above = tree.tokens[token.parent]
    kinds = [c for c in tree.children(index, "compound") if tree.tokens[c].mention < 0]
    if token.link == "apposition" and above.mention < 0 and above.index == index - 1:
        # "Lebanon's armed group Hezbollah" as the parser may turn it round.
        kinds.append(above.index)
    # "Iran's proxy Hezbollah"
    standing = index and tree.tokens[index - 1].lemma in STANDING
    told = standing or any(tree.tokens[c].lemma not in _KINDS_OF_GROUP for c in kinds)
    return None if told else [index, *kinds]


def _between_names(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield "Hamas's Qassam Brigades" and "Hezbollah in Lebanon": a name that holds another."""
    around = _kinds_around(tree, index)
    if around is None:
        return
    held = tree.expand_all([h for one in around for h in _possessors(tree, one) if h < index])
    if held:
        yield Clause(index, "'s", "possessive", {"possessor": held, "head": (index,)}, "", -1, "possessive")
    party = _is_party(tree, index)
    for name, heads in tree.prepositions(index).items():
        if name == "in" and party:
            continue
        named = tuple(h for h in heads if tree.tokens[h].mention >= 0)
        if named and name in ("of", "in", "under", "against"):
            yield Clause(index, name, "possessive", {"possessor": named, "head": (index,)}, "", -1, "possessive")


def _ruled(tree: Tree, verb: int) -> Iterator[Clause]:
    """Yield "Under Hun Sen, Cambodia grew" as "Cambodia under Hun Sen"."""
    subjects = [one for one in tree.expand_all(tree.children(verb, *_SUBJECTS)) if tree.tokens[one].mention >= 0]
    for preposition in tree.children(verb, "preposition"):
        named = [h for h in tree.children(preposition, "prepositional-object") if tree.tokens[h].mention >= 0]
        if tree.tokens[preposition].lemma == "under" and named and len(subjects) == 1 and preposition < subjects[0]:
            roles = {"possessor": tuple(named), "head": (subjects[0],)}
            yield Clause(preposition, "under", "possessive", roles, "", -1, "possessive")


def _named_body(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield "the ministry's Aurora programme" as what the ministry holds."""
    token = tree.tokens[index]
    if token.lemma not in _BODIES or token.mention >= 0:
        return
    before = tree.tokens[index - 1] if index else token
    held = [h for h in _possessors(tree, index) if tree.tokens[h].mention >= 0 and h < index - 1]
    if held and before.mention >= 0 and before.parent == index:
        yield Clause(index, "'s", "possessive", {"possessor": tuple(held), "head": (index - 1,)}, "", -1, "possessive")


def _is_party(tree: Tree, index: int) -> bool:
    """Return whether a name is a side of an event, so that the place after it is the event's ("talks with A in P")."""
    while tree.tokens[index].link == "conjunct" and tree.tokens[index].parent != index:
        index = tree.tokens[index].parent
    above = tree.tokens[tree.tokens[index].parent]
    return above.kind == "preposition" and above.lemma in ("between", "with", "against", "on", "among", "for")


def _title(tree: Tree, index: int, title: TitlePhrase) -> Iterator[Clause]:
    inner = [t.index for t in tree.tokens if t.parent == index and t.link == "inside"]
    named = [t.index for t in tree.tokens if t.parent == index and t.link == "title"]
    # "Qatar's emir, Tamim" is an apposition; in "Qatar's Emir Tamim" the possessor may hang from the whole phrase.
    around = [*tree.children(index, "compound", "adjective"), *_possessors(tree, index)]
    nouns = [
        c for c in tree.children(index, "compound") if tree.tokens[c].mention < 0 and tree.tokens[c].kind == "noun"
    ]
    # "Haitian gang leader Jimmy" leads a gang.
    inner += [c for c in around if tree.tokens[c].mention >= 0 and not any(c < noun < index for noun in nouns)]
    if inner and named:
        roles = {"agent": (index,), "of": tuple(inner)}
        yield Clause(named[0], title.title, "copular", roles, "", -1, "title", title.former)


def _compounds(tree: Tree) -> Iterator[Clause]:
    for token in tree.tokens:
        host = tree.tokens[token.parent]
        if token.link == "inside" and host.mention < 0:
            heads: Sequence[int] = ()
            if host.link in ("adjective", "compound", "conjunct") and host.parent != host.index:
                heads = (host.parent,)
            elif host.link == "complement":
                heads = tree.expand_all(tree.subjects(host.parent))
            yield from _compound(tree, token.index, host.index, heads)
        elif _is_participle_after_name(tree, token):
            yield from _compound(tree, token.index - 1, token.index, (token.parent,))


def _is_participle_after_name(tree: Tree, token: Token) -> bool:
    """Return whether a word is "trained" of "the NATO trained army", written without a hyphen."""
    if token.link != "adjective" or not token.text.endswith("ed") or token.index == 0 or token.mention >= 0:
        return False
    before = tree.tokens[token.index - 1]
    return before.mention >= 0 and before.parent == token.parent and before.link == "compound"


def _compound(tree: Tree, name: int, host: int, heads: Sequence[int]) -> Iterator[Clause]:
    """Yield the participle that a name makes a compound with, and those coordinated with it that share the name."""
    if not heads:
        return
    roles = {"modifier": (name,), "head": tuple(heads)}
    others = tree.children(host, "conjunct") if tree.tokens[host].link != "conjunct" else []
    for one in (host, *(c for c in others if not tree.has(c, "inside", "agent", "preposition"))):
        yield Clause(one, tree.tokens[one].text.lower(), "compound", roles, "", -1, "compound")

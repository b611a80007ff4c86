"""Patterns that say what another pattern says already: within a relation, and between relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from graphkit.lint.finding import Finding, warning
from graphkit.ontology import Ontology, Relation, Rule
from graphkit.patterns import Element, Pattern

Entry = tuple[Relation, Rule]


def check_overlap(ontology: Ontology) -> Iterator[Finding]:
    """Yield the patterns that another one of their relation shadows, and those that two relations read alike."""
    by_trigger: defaultdict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for relation in ontology.relations.values():
        for rule in relation.rules:
            for trigger in rule.pattern.triggers:
                by_trigger[rule.pattern.kind, rule.pattern.particle, trigger].append((relation, rule))
    pairs = {
        (one[1].name, other[1].name): (one, other)
        for entries in by_trigger.values()
        for one, other in combinations(entries, 2)
    }
    for name in sorted(pairs):
        one, other = pairs[name]
        if one[0].id == other[0].id:
            yield from _shadowed(one, other)
        else:
            yield from _read_twice(ontology, one, other)


def _shadowed(one: Entry, other: Entry) -> Iterator[Finding]:
    """Yield a finding where all that one of two patterns of a relation matches, the other one matches too."""
    for (_, wide), (relation, narrow) in ((one, other), (other, one)):
        shared = sorted(wide.pattern.triggers & narrow.pattern.triggers)
        if _covers(wide, narrow):
            both = _covers(narrow, wide) and narrow.line < wide.line
            if not both:
                words = "" if set(shared) == narrow.pattern.triggers else f" where it says {', '.join(shared[:4])}"
                problem = f"'{wide.pattern.text}' of line {wide.line} shadows '{narrow.pattern.text}'{words}"
                yield warning(relation.path, narrow.line, problem, "remove these words, or what makes them needless")
                return


def _covers(wide: Rule, narrow: Rule) -> bool:
    """Return whether a rule matches whenever another with the same trigger does, and says the same then."""
    if (wide.status, wide.modality, wide.swap) != (narrow.status, narrow.modality, narrow.swap):
        return False
    if not (wide.subject >= narrow.subject and wide.object >= narrow.object):
        return False
    if not all(any(_weaker(one, other) for other in narrow.pattern.elements) for one in _required(wide.pattern)):
        return False
    if _reaches_further(narrow.pattern, wide.pattern):
        return False
    # A rule that does not speak of an object fails where the verb has one.
    objects = [any("patient" in e.roles for e in rule.pattern.elements) for rule in (wide, narrow)]
    return objects[0] or not objects[1]


def _reaches_further(narrow: Pattern, wide: Pattern) -> bool:
    """Return whether a slot may hang from a word that only the narrow pattern names ("threaten to HARM {object}")."""
    named = [element.words for element in wide.elements if not element.slot]
    own = False
    for element in narrow.elements:
        own = own or not (element.slot or element.words in named)
        if own and element.slot:
            return True
    return False


def _required(pattern: Pattern) -> list[Element]:
    return [element for element in pattern.elements if not element.optional]


def _weaker(one: Element, other: Element) -> bool:
    """Return whether whatever meets ``other`` meets ``one``."""
    if one.slot != other.slot or other.optional:
        return False
    return set(one.roles) >= set(other.roles) and one.words >= other.words


def _read_twice(ontology: Ontology, one: Entry, other: Entry) -> Iterator[Finding]:
    """Yield a finding where patterns of two relations read the same words, so that one sentence gives both edges."""
    (relation, rule), (second, twin) = one, other
    if relation.id in ontology.ancestors(second.id) or second.id in ontology.ancestors(relation.id):
        # The more special of the two is taken.
        return
    words = _shared_words(rule, twin)
    if words:
        where = f"'{twin.pattern.text}' of {second.id} ({second.path.name}:{twin.line})"
        problem = f"'{rule.pattern.text}' and {where} both read {' ... '.join(words)}"
        mend = "leave them to one of the two, or narrow the types of one"
        yield warning(relation.path, rule.line, problem, mend)


def _shared_words(one: Rule, other: Rule) -> list[str]:
    """Return some words that fit both rules in the same places, [] when no sentence can fit both."""
    if not (one.subject & other.subject and one.object & other.object):
        return []
    pairs = _aligned(one.pattern, other.pattern)
    if pairs is None:
        return []
    shared = [sorted(a.words & b.words)[:3] for a, b in pairs if a.words]
    triggers = sorted(one.pattern.triggers & other.pattern.triggers)[:3]
    return ["|".join(words) for words in (triggers, *shared)]


def _aligned(one: Pattern, other: Pattern) -> list[tuple[Element, Element]] | None:
    """Return the elements of two patterns that stand in the same roles, None unless each has its counterpart."""
    mine, theirs = _required(one), _required(other)
    if len(mine) != len(theirs):
        return None
    pairs = []
    for element in mine:
        twin = next((t for t in theirs if _alike(element, t)), None)
        if twin is None:
            return None
        pairs.append((element, twin))
    return pairs


def _alike(one: Element, other: Element) -> bool:
    if one.slot != other.slot or not set(one.roles) & set(other.roles):
        return False
    return bool(one.slot) or bool(one.words & other.words)

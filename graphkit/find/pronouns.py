"""Pronouns: "it funds", "his visit", "their war"."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.find.discourse import Discourse, Place, Wanted, antecedent, choose
from graphkit.model import Mention, Token
from graphkit.tree import Tree

_PERSON = frozenset(("Person",))
_ORGANISED = frozenset(("ArmedGroup", "Organization", "Coalition", "GovernmentBody"))
_HE, _SHE = Wanted(_PERSON, "male"), Wanted(_PERSON, "female")
# A place is no one who acts, but "it" may well be one, and then is nobody else.
_IT = Wanted(_ORGANISED | {"State", "Place"})
_THEY = Wanted(_ORGANISED, None, True)
PRONOUNS: Mapping[str, Wanted] = {
    **dict.fromkeys(("he", "his", "him", "himself"), _HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), _SHE),
    **dict.fromkeys(("it", "its", "itself"), _IT),
    **dict.fromkeys(("they", "their", "them", "themselves"), _THEY),
}
_SUBJECTS = ("subject", "passive-subject")
# Of these it is said what stands in them, so a pronoun after them means somebody else.
_REPORTS = frozenset("report statement document ministry news".split())
# "helped X in its war": who is helped has the war.
_HELPING = frozenset(
    "aid arm assist back bolster encourage endorse equip finance fund help join praise sponsor supply support".split()
)
_HOSTILE = frozenset(
    "accuse arrest assassinate attack blacklist bomb condemn detain expel indict kill sanction strike"
    " target threaten".split()
)
_INSTITUTIONS = frozenset("administration army authority government junta leadership military ministry regime".split())
_STRUGGLES = frozenset(
    "battle bid campaign conflict crusade drive effort fight invasion offensive operation push quest rebellion"
    " resistance revolt struggle uprising war".split()
)
_WEATHER = frozenset("seem appear remain rain follow happen mean".split())


def resolve_pronoun(discourse: Discourse, tree: Tree, token: Token) -> tuple[Mention, ...]:
    """Return the mentions that a pronoun goes back to, () when that is not clear."""
    wanted = PRONOUNS[token.text.lower()]
    if wanted is _IT and _is_pleonastic(tree, token):
        return ()
    if token.text.lower().endswith(("self", "selves")):
        return _subject_itself(discourse, tree, token, wanted)
    for way in (_beside, _bound):
        found = way(discourse, tree, token, wanted)
        if found is not None:
            return found
    return _before(discourse, tree, token, wanted)


def _subject_itself(discourse: Discourse, tree: Tree, token: Token, wanted: Wanted) -> tuple[Mention, ...]:
    """Read "defended itself": nobody but the subject of the verb; of several each does it to itself."""
    verb = _verb_above(tree, token.index)
    heads = tree.expand_all(tree.subjects(verb)) if verb >= 0 else ()
    return _named_by(discourse, tree, tree.tokens[heads[0]], _with_singular(wanted)) if len(heads) == 1 else ()


def _before(discourse: Discourse, tree: Tree, token: Token, wanted: Wanted) -> tuple[Mention, ...]:
    own = set() if token.form == "possessive" else {t.begin for t in _co_arguments(tree, token)}
    group = discourse.group_before(token.begin) if wanted.plural else ()
    if group and not own & {mention.begin for mention in group}:
        return tuple(Mention(mention.actors[:1], mention.begin, mention.end, "pronoun") for mention in group)
    for near in discourse.before(token.begin, wanted):
        places = [place for place in near if place.begin not in own and _may_be_they(discourse, place, wanted)]
        if places:
            chosen = choose(places)
            if chosen is None or (wanted.gender and discourse.unknown_person_between(chosen.end, token.begin)):
                return ()
            return (antecedent(chosen, "pronoun"),)
    return ()


def _may_be_they(discourse: Discourse, place: Place, wanted: Wanted) -> bool:
    """Return whether "they" can mean a group: one that acts, or whose name is plural ("the Houthis")."""
    return not wanted.plural or place.subject or discourse.text[place.begin : place.end].lower().endswith("s")


def _co_arguments(tree: Tree, token: Token) -> list[Token]:
    if token.parent < 0:
        return []
    children = tree.children(token.parent, *_SUBJECTS, "object", "recipient")
    if tree.is_verb(token.parent):
        # "broke with Morocco, accusing it": the one who accuses is said before.
        children = [*children, *tree.expand_all(tree.subjects(token.parent))]
    return [tree.tokens[child] for child in children if child != token.index]


def _beside(discourse: Discourse, tree: Tree, token: Token, wanted: Wanted) -> tuple[Mention, ...] | None:
    """Read "the United States and its allies": the name that the possessive's noun is coordinated with."""
    mention = discourse.mention_before(token.begin)
    if mention is None or token.form != "possessive":
        return None
    if discourse.text[mention.end : token.begin].split() not in (["and"], [",", "and"], ["or"]):
        return None
    return _one(discourse, mention, _with_singular(wanted))


def _one(discourse: Discourse, mention: Mention, wanted: Wanted) -> tuple[Mention, ...]:
    actor = discourse.fitting(mention, wanted)
    return (Mention((actor,), mention.begin, mention.end, "pronoun"),) if actor else ()


def _with_singular(wanted: Wanted) -> Wanted:
    """Return what "they" can mean when its antecedent is certain: also a state or a person."""
    return Wanted(wanted.types | {"State", "Person"}, wanted.gender, True) if wanted.plural else wanted


def _bound(discourse: Discourse, tree: Tree, token: Token, wanted: Wanted) -> tuple[Mention, ...] | None:
    """Return the subject of its own clause for a possessive, of the governing clause for a subject; None: go on."""
    verb = _binding_verb(tree, token)
    if verb < 0:
        return None
    if token.form == "possessive":
        after = _object_before(discourse, tree, verb, token, wanted)
        if after is not None:
            return after
    heads = tree.expand_all(tree.subjects(verb))
    if token.index in heads or _is_struck(tree, verb, token):
        return None
    found = [one for head in heads for one in _named_by(discourse, tree, tree.tokens[head], _with_singular(wanted))]
    if len(found) == 1 and _may_be_others(discourse, tree, token, found[0], wanted):
        return ()
    if found:
        return None if len(found) > 1 and not wanted.plural else tuple(found)
    return _unless_unknown(tree, heads, wanted)


def _is_struck(tree: Tree, verb: int, token: Token) -> bool:
    """Return whether a possessive is that of whom the verb strikes ("sanctioned its president"): not of who strikes."""
    return (
        token.form == "possessive"
        and tree.tokens[token.parent].link == "object"
        and (tree.tokens[token.parent].parent == verb and tree.tokens[verb].lemma in _HOSTILE)
    )


def _may_be_others(discourse: Discourse, tree: Tree, token: Token, found: Mention, wanted: Wanted) -> bool:
    """Return whether a pronoun can as well, or can only, mean others than the one subject found."""
    if not wanted.plural:
        return _is_rivalled(discourse, tree, token, found, wanted)
    # "He was on the council and took part in their raids": not his.
    return _is_person(discourse, found) or _is_outnumbered(tree, token, found)


def _is_rivalled(discourse: Discourse, tree: Tree, token: Token, found: Mention, wanted: Wanted) -> bool:
    """Return whether somebody named since is as good ("The Dawn left the Front since it turned on Strelsau")."""
    clause = tree.tokens[token.parent]
    if token.form == "possessive" or clause.link != "adverbial-clause":
        return False
    here = discourse.before(token.begin, wanted)[0]
    return any(place.actor != found.actors[0] and place.begin > found.end for place in here)


def _is_outnumbered(tree: Tree, token: Token, found: Mention) -> bool:
    """Return whether several were spoken of since ("The state stands by the people as they confront the Front")."""
    since = [t for t in tree.tokens if found.end <= t.begin < token.begin and t.kind == "noun"]
    return token.form != "possessive" and any(t.form == "plural" or t.lemma == "people" for t in since)


def _is_person(discourse: Discourse, mention: Mention) -> bool:
    return discourse.actors[mention.actors[0]].type == "Person"


def _binding_verb(tree: Tree, token: Token) -> int:
    verb = _verb_above(tree, token.index)
    if verb < 0:
        return -1
    above = tree.tokens[verb]
    if token.form == "possessive" and not _is_in_subject(tree, token, verb):
        return verb
    if token.form != "possessive" and token.link not in _SUBJECTS:
        return -1
    if above.link not in ("content-clause", "adverbial-clause", "conjunct"):
        return -1
    return above.parent if above.parent != verb and above.parent >= 0 and tree.is_verb(above.parent) else -1


def _is_in_subject(tree: Tree, token: Token, verb: int) -> bool:
    """Return whether a possessive stands in the subject of its own clause ("said that its forces attacked")."""
    index = token.index
    while tree.tokens[index].parent not in (verb, index, -1):
        index = tree.tokens[index].parent
    return tree.tokens[index].link in _SUBJECTS


def _named_by(discourse: Discourse, tree: Tree, head: Token, wanted: Wanted) -> tuple[Mention, ...]:
    if head.mention >= 0:
        mention = discourse.mentions[head.mention]
        actor = discourse.acting(mention, wanted)
        return (Mention((actor,), mention.begin, mention.end, "pronoun"),) if actor else ()
    apposed = [tree.tokens[a].mention for a in tree.children(head.index, "apposition") if tree.tokens[a].mention >= 0]
    if len(apposed) == 1:
        return _one(discourse, discourse.mentions[apposed[0]], wanted)
    if head.lemma in _INSTITUTIONS:
        # "The Burundian government denies that its soldiers ..."
        around = tree.children(head.index, "adjective", "compound", "possessor")
        around += tree.prepositions(head.index).get("of", [])
        named = [tree.tokens[c].mention for c in around if tree.tokens[c].mention >= 0]
        return _one(discourse, discourse.mentions[named[0]], _with_singular(wanted)) if len(named) == 1 else ()
    found = discourse.resolved.get(head.begin, ())
    return tuple(one for mention in found for one in _one(discourse, mention, wanted))


def _unless_unknown(tree: Tree, heads: tuple[int, ...], wanted: Wanted) -> tuple[Mention, ...] | None:
    """Return () when the subject is somebody whom no pack knows, for then the pronoun most likely means them."""
    unknown = [tree.tokens[h] for h in heads if tree.tokens[h].kind == "noun" and tree.tokens[h].mention < 0]
    if not unknown or unknown[0].lemma in _REPORTS:
        return None
    return () if wanted.gender is None or unknown[0].text[:1].isupper() else None


def _object_before(
    discourse: Discourse, tree: Tree, verb: int, token: Token, wanted: Wanted
) -> tuple[Mention, ...] | None:
    """Return what a possessive means with an object before it that it may mean as well; None: there is no such object.

    In "help X in its war" the war is that of X; elsewhere ("told X of its war") that is not clear.
    """
    for one in tree.expand_all(tree.children(verb, "object")):
        if tree.tokens[one].mention >= 0 and one < token.index:
            found = _one(discourse, discourse.mentions[tree.tokens[one].mention], wanted)
            if found:
                return found if tree.tokens[verb].lemma in _HELPING and _is_in_struggle(tree, token) else ()
    return None


def _is_in_struggle(tree: Tree, token: Token) -> bool:
    noun = tree.tokens[token.parent]
    above = tree.tokens[noun.parent] if noun.parent >= 0 else noun
    return noun.lemma in _STRUGGLES and above.kind == "preposition" and above.lemma in ("in", "during", "with")


def _verb_above(tree: Tree, index: int) -> int:
    for _ in range(10):
        parent = tree.tokens[index].parent
        if parent < 0 or parent == index:
            return -1
        if tree.is_verb(parent):
            return parent
        index = parent
    return -1


def _is_pleonastic(tree: Tree, token: Token) -> bool:
    """Return whether "it" stands for nothing ("it is clear that", "it remains to be seen")."""
    if token.link == "expletive":
        return True
    if token.link not in _SUBJECTS or token.parent < 0:
        return False
    verb = tree.tokens[token.parent]
    if verb.lemma in _WEATHER and not tree.has(verb.index, "object"):
        return True
    clauses = ("content-clause", "open-complement")
    if verb.lemma == "be":
        return any(tree.has(one, *clauses) for one in (verb.index, *tree.children(verb.index, "complement")))
    return token.link == "passive-subject" and tree.has(verb.index, "content-clause")

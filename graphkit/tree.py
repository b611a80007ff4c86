"""A sentence's tokens as a tree: children by link, coordination, subjects that the clause leaves unsaid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.model import Token

RELATIVE = frozenset("who whom which that whose where".split())
# Verbs whose object does what the infinitive after it says; with other verbs the subject does it.
_SUBJECT_CONTROL = frozenset(
    "promise vow pledge threaten offer agree swear refuse use allocate allot devote earmark spend".split()
)
# After these prepositions the object of the verb does what the gerund says ("accused Iran of funding").
_OBJECT_GERUND = frozenset("of for from into against over".split())
_GRATITUDE = frozenset("admiration appreciation gratitude thanks tribute".split())
# Their subject has, makes or carries out what their object names ("launched a campaign to ...").
HAVING = frozenset(
    "be become remain have make launch mount begin start wage conduct continue lead announce express declare take"
    " pursue undertake show reaffirm intensify step renew resume keep hold reiterate pledge abandon drop end stop"
    " unveil play get use accelerate boost coordinate enhance expand redouble strengthen synchronise"
    " synchronize".split()
)
_CLAUSE_LINKS_WITH_SUBJECT = frozenset(("open-complement", "adverbial-clause", "prepositional-clause", "noun-clause"))
# What follows these is no argument but a source or a reason.
_SOURCES = frozenset("according due because owing thanks prior regardless".split())
# "is on the list of states that ...", "joined the ranks of states that ..."
_LISTS = frozenset("club list number rank roster".split())
_ENTERING = frozenset("be enter head join lead make top".split())
# What somebody wants another to do.
_TO_OTHERS = frozenset("appeal call command demand instruction invitation order permission plea request".split())
_DEPTH = 12
_NOTHING: Mapping[str, Sequence[int]] = {}


class Tree:
    """The tokens of one sentence with their children. It is made once for a sentence, and remembers what is asked."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self._children: list[dict[str, list[int]]] = [{} for _ in tokens]
        self._around: dict[int, Mapping[str, Sequence[int]]] = {}
        for token in tokens:
            if token.parent >= 0 and token.parent != token.index:
                self._children[token.parent].setdefault(token.link, []).append(token.index)

    def children(self, index: int, *links: str) -> list[int]:
        """Return the children with these links, in order."""
        children = self._children[index]
        if not children:
            # Most words have none, and this is asked more often than anything else.
            return []
        if len(links) == 1:
            return list(children.get(links[0], ()))
        found: list[int] = []
        for link in links:
            found += children.get(link, ())
        found.sort()
        return found

    def all_children(self, index: int) -> list[int]:
        """Return the children under whatever link, in order."""
        return sorted(child for children in self._children[index].values() for child in children)

    def has(self, index: int, *links: str) -> bool:
        """Return whether the token has a child with one of these links."""
        return any(link in self._children[index] for link in links)

    def expand(self, index: int) -> list[int]:
        """Return the token with everything that is coordinated with it."""
        if "conjunct" not in self._children[index]:
            return [index]
        result: list[int] = []
        todo = [index]
        while todo and len(result) < 60:
            one = todo.pop(0)
            result.append(one)
            todo.extend(self.children(one, "conjunct"))
        return result

    def expand_all(self, indices: Sequence[int]) -> tuple[int, ...]:
        """Return the tokens with all that is coordinated with them, each once."""
        return tuple(dict.fromkeys(one for index in indices for one in self.expand(index)))

    def is_verb(self, index: int) -> bool:
        """Return whether the token is a verb."""
        return self.tokens[index].kind == "verb"

    def antecedent(self, verb: int) -> int:
        """Return the noun that the relative clause around a verb belongs to, or -1."""
        for _ in range(_DEPTH):
            token = self.tokens[verb]
            if token.link == "relative-clause":
                return token.parent
            if token.link not in ("conjunct", "open-complement", "content-clause") or token.parent == verb:
                return -1
            verb = token.parent
        return -1

    def is_relative(self, index: int, verb: int) -> bool:
        """Return whether the token is the relative pronoun of the clause around the verb."""
        token = self.tokens[index]
        return token.lemma in RELATIVE and token.mention < 0 and self.antecedent(verb) >= 0

    def is_passive(self, verb: int, depth: int = 0) -> bool:
        """Return whether the verb is passive, also as a bare participle ("groups funded by Iran")."""
        token = self.tokens[verb]
        if self.has(verb, "passive-subject", "passive-auxiliary"):
            return True
        if token.form not in ("participle", "past") or self.has(verb, "subject", "auxiliary"):
            return False
        if token.link in ("noun-clause", "adverbial-clause"):
            return not self.has(verb, "object") or self.has(verb, "agent")
        if token.link == "conjunct" and depth < _DEPTH and self.is_verb(token.parent):
            joined = token.form == "participle" or self.has(verb, "agent")
            return joined and self.is_passive(token.parent, depth + 1)
        return False

    def subjects(self, verb: int, depth: int = 0) -> list[int]:
        """Return the heads of the subject, said or understood, of a verb (of a passive: who undergoes)."""
        if depth > _DEPTH:
            return []
        own = self.children(verb, "subject", "passive-subject")
        own = [one for one in own if self.tokens[one].kind != "verb"]
        if own:
            return self._members(self.antecedent(verb), depth) if self.is_relative(own[0], verb) else own
        token = self.tokens[verb]
        if token.parent == verb or token.parent < 0:
            return []
        if token.link == "conjunct" and self.is_verb(token.parent):
            return self.subjects(token.parent, depth + 1)
        if token.link in _CLAUSE_LINKS_WITH_SUBJECT:
            return self._understood(verb, token, depth)
        if token.link == "complement" and self.is_verb(token.parent):
            return self.subjects(token.parent, depth + 1)
        if token.link == "relative-clause":
            return self._reduced_subject(verb, token, depth)
        return []

    def _members(self, noun: int, depth: int = 0) -> list[int]:
        """Return who is said to be one of those that do it, else the noun itself.

        A and B of "states that did it include A and B", A of "A is among the states that did it".
        """
        token = self.tokens[noun]
        above = self.tokens[token.parent]
        if token.mention >= 0:
            return [noun]
        if token.link == "subject" and above.lemma in ("include", "comprise"):
            return self.children(above.index, "object") or [noun]
        if token.link == "prepositional-object" and token.form == "plural" and depth < _DEPTH:
            return self._listed(above, depth) or [noun]
        return [noun]

    def _listed(self, preposition: Token, depth: int) -> list[int]:
        """Return A of "A is among" and of "A joined the list of"."""
        above = self.tokens[preposition.parent]
        if preposition.lemma == "among" and above.lemma == "be":
            return self.subjects(above.index, depth + 1)
        if preposition.lemma == "of" and above.lemma in ("one", "two", "part") and above.link == "complement":
            return self.subjects(above.parent, depth + 1)
        if preposition.lemma != "of" or above.lemma not in _LISTS:
            return []
        verb = self.tokens[above.parent]
        if verb.kind == "preposition" and above.link == "prepositional-object":
            verb = self.tokens[verb.parent]
        return self.subjects(verb.index, depth + 1) if verb.lemma in _ENTERING and self.is_verb(verb.index) else []

    def _reduced_subject(self, verb: int, token: Token, depth: int) -> list[int]:
        """Return the subject of "troops backing Iran" and "the only state to back Iran", read as relative clauses."""
        if token.form in ("gerund", "participle"):
            return [token.parent]
        to = any(self.tokens[a].lemma == "to" for a in self.children(verb, "auxiliary"))
        return self.holders(token.parent, depth) if to and token.form == "base" else []

    def _understood(self, verb: int, token: Token, depth: int) -> list[int]:
        parent = token.parent
        if token.link == "prepositional-clause":
            return self._gerund_subject(parent, depth)
        if token.link == "noun-clause":
            return self._noun_clause_subject(verb, token, depth)
        if token.link == "adverbial-clause" and token.form not in ("gerund", "participle", "base", "past"):
            return []
        if token.link == "adverbial-clause" and token.form == "past" and not self.is_passive(verb):
            return []
        if not self.is_verb(parent):
            # "is ready to talk"
            above = self.tokens[parent]
            return self.subjects(above.parent, depth + 1) if above.link == "complement" else []
        objects = self.children(parent, "object")
        if token.link == "open-complement" and objects and self.tokens[parent].lemma not in _SUBJECT_CONTROL:
            return objects
        return self.subjects(parent, depth + 1)

    def _gerund_subject(self, preposition: int, depth: int) -> list[int]:
        preposition = self.first_preposition(preposition)
        governor = self.tokens[preposition].parent
        if governor == preposition or governor < 0:
            return []
        thanked = self._thanked(preposition, governor)
        if thanked:
            return thanked
        if not self.is_verb(governor):
            return self.holders(governor, depth)
        objects = self.children(governor, "object")
        if objects and self.tokens[preposition].lemma in _OBJECT_GERUND:
            held = self.holders(objects[0], depth) if self.tokens[objects[0]].mention < 0 else []
            return held or objects
        return self.subjects(governor, depth + 1)

    def first_preposition(self, index: int) -> int:
        """Return the preposition that one is coordinated with ("of hosting A and of funding B")."""
        for _ in range(_DEPTH):
            token = self.tokens[index]
            if token.link != "conjunct" or self.tokens[token.parent].kind != "preposition":
                break
            index = token.parent
        return index

    def _thanked(self, preposition: int, governor: int) -> list[int]:
        """Return to whom thanks are given in "expressed thanks to Iran for arming it", where Iran arms."""
        if self.tokens[preposition].lemma != "for":
            return []
        nouns = [governor, *self.children(governor, "object"), self.tokens[governor].parent]
        nouns = [noun for noun in nouns if noun >= 0 and self.tokens[noun].lemma in _GRATITUDE]
        around = [*nouns, governor] if nouns else []
        return next((found for one in around if (found := self._named_after_to(one))), [])

    def _named_after_to(self, index: int) -> list[int]:
        inner = [p for p in self.children(index, "preposition", "recipient") if self.tokens[p].lemma == "to"]
        return [o for p in inner for o in self.children(p, "prepositional-object") if self.tokens[o].mention >= 0]

    def _noun_clause_subject(self, verb: int, token: Token, depth: int) -> list[int]:
        if token.form == "base" and self.tokens[token.parent].lemma in _TO_OTHERS:
            # "accepted an invitation by A to visit": A is not the one who visits.
            return []
        if token.form == "base" or self.children(verb, "auxiliary"):
            return self.holders(token.parent, depth)
        if token.form == "gerund" and verb > token.parent and self._ends_phrase(token.parent, verb):
            # "positioned itself as a backer, providing a haven": the one who did.
            return self._predicated(token.parent, depth) or [token.parent]
        return self._members(token.parent, depth)

    def _ends_phrase(self, noun: int, verb: int) -> bool:
        return any(token.text == "," for token in self.tokens[noun + 1 : verb])

    def _predicated(self, noun: int, depth: int) -> list[int]:
        """Return of whom a noun is said ("A is a backer", "A acts as a backer"); [] when it is no such noun."""
        token = self.tokens[noun]
        if token.mention >= 0:
            return []
        above = self.tokens[token.parent]
        if token.link == "prepositional-object" and above.lemma == "as":
            above = self.tokens[above.parent]
        elif token.link != "complement":
            return []
        return self.subjects(above.index, depth + 1) if self.is_verb(above.index) else []

    def holders(self, noun: int, depth: int = 0) -> list[int]:
        """Return who has the noun: possessor, nationality before it, or the subject of the verb it is object of."""
        if depth > _DEPTH:
            return []
        held = self.children(noun, "possessor")
        if held:
            return self._without_relative(held, noun)
        return self._named_holders(noun) or self._subject_around(noun, depth)

    def _named_holders(self, noun: int) -> list[int]:
        """Return the names before a noun, or after "by", "of" or "from"."""
        held = [c for c in self.children(noun, "adjective", "compound") if self.tokens[c].mention >= 0]
        for preposition in self.children(noun, "preposition"):
            if not held and self.tokens[preposition].lemma in ("by", "of", "from"):
                held = [c for c in self.children(preposition, "prepositional-object") if self.tokens[c].mention >= 0]
        return held

    def _subject_around(self, noun: int, depth: int) -> list[int]:
        """Return the subject of the verb that a noun is object of, or stands beside with "in"."""
        token = self.tokens[noun]
        if token.link in ("object", "complement") and self.is_verb(token.parent):
            return self.subjects(token.parent, depth + 1) if self.tokens[token.parent].lemma in HAVING else []
        if token.link == "prepositional-object" and self.tokens[token.parent].lemma in ("in", "during", "amid", "as"):
            governor = self.tokens[token.parent].parent
            if governor >= 0 and governor != token.parent and self.is_verb(governor):
                return self.subjects(governor, depth + 1)
        return []

    def _without_relative(self, held: list[int], noun: int) -> list[int]:
        if self.tokens[held[0]].lemma != "whose":
            return held
        verb = self.tokens[noun].parent
        antecedent = self.antecedent(verb) if verb >= 0 else -1
        return [antecedent] if antecedent >= 0 else []

    def apposed_beyond(self, noun: int) -> list[int]:
        """Return the names set beside "the wing of the group Hamas" but hung by the parser from "Hamas"."""
        found = []
        after = self.prepositions(noun)
        for inner in (head for name in ("of", "to", "for", "at") for head in after.get(name, ())):
            for one in [inner, *self.children(inner, "apposition", "compound")]:
                if self.tokens[one].mention >= 0:
                    found += [a for a in self.children(one, "apposition") if self.tokens[a].mention >= 0]
        return found

    def prepositions(self, index: int) -> Mapping[str, Sequence[int]]:
        """Return the heads after each preposition of a token, gerunds included, coordination expanded."""
        if not self._children[index]:
            return _NOTHING
        around = self._around.get(index)
        if around is None:
            around = self._around[index] = self._find_prepositions(index)
        return around

    def _find_prepositions(self, index: int) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        near = self.children(index, "preposition", "agent", "recipient")
        # "broke away from": the preposition may hang from the particle.
        near += [p for a in self.children(index, "particle", "adverb") for p in self.children(a, "preposition")]
        todo = [(p, "") for p in near]
        while todo:
            one, before = todo.pop(0)
            token = self.tokens[one]
            if token.text.lower() in _SOURCES:
                continue
            if one and self.tokens[one - 1].lemma == "not":
                # "armed not by Iran but by Sylvania"
                todo.extend((n, "") for n in self.children(one, "conjunct"))
                continue
            if token.kind not in ("preposition", "adverb", "verb", "adjective") or token.mention >= 0:
                if token.link == "recipient":
                    found.setdefault("to", []).extend(self.expand(one))
                continue
            heads = self.children(one, "prepositional-object", "prepositional-clause")
            name = self._preposition_name(index, one)
            for head in heads:
                found.setdefault(name, []).extend(self.expand(head))
                if before:
                    found.setdefault(before, []).extend(self.expand(head))
            nested = self.children(one, "preposition", "conjunct")
            todo.extend((n, token.lemma if not heads else "") for n in nested if self.tokens[n].kind == "preposition")
        return found

    def _preposition_name(self, index: int, preposition: int) -> str:
        name = self.tokens[preposition].lemma
        together = name == "with" and preposition and self.tokens[preposition - 1].lemma == "together"
        if together and self.has(index, "object"):
            # "mediated it together with Egypt": Egypt is no party to it.
            return "alongside"
        return "including" if name == "include" else name

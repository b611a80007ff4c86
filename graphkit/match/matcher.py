"""From parsed sentences to statements: rules fitted to clauses, arguments read as actors, circumstances added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from graphkit.match.amounts import Amount, find_amounts
from graphkit.match.arguments import ArgumentReader, Reading
from graphkit.match.circumstances import amount_of, date_of
from graphkit.match.dates import TimeExpression, find_dates
from graphkit.match.frames import Fit, fit
from graphkit.match.implied import Told, half_of
from graphkit.match.judgement import Judgement, stronger
from graphkit.match.pairs import Pair, Trace
from graphkit.match.quotations import Quotation, find_quotations, quotation_around
from graphkit.match.rules import Candidate, RuleTable
from graphkit.match.speakers import Speaker, chain, quotation_speaker, speakers_in_sentence
from graphkit.model import Actor, Clause, Document, Mention, Sentence, Statement, content_id
from graphkit.tree import Tree

# Facts that a title, an apposition or a compound states are the reporter's own, not the speaker's, in indirect speech.
_OWN_VOICE = frozenset(("title", "apposition", "compound", "possessive"))
ALL_TYPES = frozenset(("Person", "State", "GovernmentBody", "Organization", "ArmedGroup", "Coalition", "Place"))


@dataclass(frozen=True)
class _Source:
    """The sentence that statements are read from, in its document."""

    document: Document
    reader: ArgumentReader
    quotations: Sequence[Quotation]
    mentions: Sequence[Mention]
    anaphors: Mapping[int, Sequence[Mention]]
    sources: dict[str, Speaker]

    @cached_property
    def dates(self) -> Sequence[TimeExpression]:
        """The time expressions of the sentence."""
        sentence = self.reader.sentence
        return find_dates(self.document.text, sentence.begin, sentence.end, self.document.date)

    @cached_property
    def amounts(self) -> Sequence[Amount]:
        """The sums of money of the sentence."""
        sentence = self.reader.sentence
        return find_amounts(self.document.text, sentence.begin, sentence.end)


def _stock(reader: ArgumentReader) -> set[str]:
    """Return the words and the types of actors in a sentence: a rule that wants others cannot fit any clause of it."""
    tokens = reader.sentence.tokens
    words = {token.lemma for token in tokens} | {token.text.lower() for token in tokens}
    return words.union(reader.types(), *(token.text.lower().split() for token in tokens if token.link == "title"))


class Matcher:
    """Finds the statements of documents.

    Args:
        table: the compiled rules.
        actors: the gazetteer by id.
    """

    def __init__(self, table: RuleTable, actors: Mapping[str, Actor]) -> None:
        self._table = table
        self._actors = actors

    def match(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        anaphors: Mapping[int, Sequence[Mention]],
    ) -> Iterator[Statement]:
        """Yield the statements of a document, each once, in the order of their sentences."""
        persons = [self._actors[m.actors[0]].type == "Person" for m in mentions]
        quotations = find_quotations(document.text, mentions, persons)
        told = Told()
        sources: dict[str, Speaker] = {}
        for sentence in sentences:
            reader = ArgumentReader(sentence, mentions, anaphors, self._actors)
            traces = list(self.trace(reader, self._table.met_by(_stock(reader))))
            pairs = [pair for trace in traces for pair in trace.pairs if not trace.failure]
            source = _Source(document, reader, quotations, mentions, anaphors, sources)
            pairs = _most_specific(reader.tree, _without_locations(pairs), self._table)
            pairs = _said_once(reader.tree, pairs, self._table)
            halves = [trace.half for trace in traces if trace.half]
            # What the sentence says itself comes first: the arguments that it leaves out may follow from it.
            for group in (pairs, told.complete(halves, sentence.begin)):
                for pair in group:
                    statement = self._statement(source, pair)
                    if statement is not None and told.add(statement):
                        yield statement

    def trace(self, reader: ArgumentReader, met: set[int] | None = None) -> Iterator[Trace]:
        """Yield what each rule that a clause triggers made of it.

        Args:
            reader: reads the sentence.
            met: what rules want and the sentence meets; rules that want more are passed over. None: all are tried.
        """
        for clause in reader.sentence.clauses:
            candidates = self._table.candidates(clause)
            for candidate in candidates if met is None else [one for one in candidates if one.wants <= met]:
                rule = candidate.rule
                found = fit(reader.tree, clause, candidate, reader.read)
                if found is None:
                    continue
                trace = Trace(clause, rule.name, "", candidate=candidate)
                if isinstance(found, str):
                    trace.failure = found
                elif found.missing:
                    trace.failure = found.missing
                    trace.half = half_of(reader, clause, candidate, found)
                else:
                    trace.found = found
                    trace.pairs = list(_pairs(reader, clause, candidate, found))
                    if not trace.pairs:
                        trace.failure = "an argument names no actor of an allowed type"
                    else:
                        trace.failure = reader.judgement(clause, rule.pattern.spoken).blocked
                yield trace

    def refusal(self, document: Document, reader: ArgumentReader, pair: Pair) -> str:
        """Return why a pair that a rule joins is not stated, "" when it is."""
        judgement = reader.judgement(pair.clause, pair.candidate.rule.pattern.spoken)
        if judgement.blocked:
            return judgement.blocked
        if pair.implied and judgement.modality != "asserted":
            return "an argument that only follows from the text before"
        if _is_question(document.text, reader.sentence, pair):
            return "a question"
        # "a campaign to take Port Vell" has not taken it.
        return "an effort, which may have failed" if judgement.effort and _is_deed(pair.candidate) else ""

    def _statement(self, source: _Source, pair: Pair) -> Statement | None:
        document, reader = source.document, source.reader
        if self.refusal(document, reader, pair):
            return None
        rule = pair.candidate.rule
        judgement = reader.judgement(pair.clause, rule.pattern.spoken)
        trigger = reader.sentence.tokens[pair.clause.trigger]
        speakers = self._speakers(source, pair, judgement)
        subject, obj = (pair.object, pair.subject) if rule.swap else (pair.subject, pair.object)
        s, o = self._actors[subject.actor], self._actors[obj.actor]
        begin, end = reader.sentence.begin, reader.sentence.end
        modality = stronger(rule.modality, judgement.modality)
        nearest = speakers[-1] if speakers else None
        statement = Statement(
            id=content_id(document.id, begin, end, trigger.begin, trigger.end, s.id, rule.relation, o.id, modality),
            subject=s.id, subject_label=s.name, subject_type=s.type, relation=rule.relation,
            object=o.id, object_label=o.name, object_type=o.type,
            modality=modality, status=_status(judgement, pair.candidate),
            attribution=nearest.actor if nearest else None,
            attribution_label=nearest.label if nearest else None,
            attribution_begin=nearest.begin if nearest else None,
            attribution_end=nearest.end if nearest else None,
            attribution_chain=tuple(speaker.label for speaker in speakers),
            date_start=None, date_end=None, date_text=None, amount=None, currency=None, amount_period=None,
            document=document.id, publisher=document.publisher, url=document.url, title=document.title,
            published=document.date, quote=document.text[begin:end], begin=begin, end=end,
            subject_begin=subject.begin, subject_end=subject.end, object_begin=obj.begin, object_end=obj.end,
            trigger_begin=trigger.begin, trigger_end=trigger.end, rule=rule.name,
            subject_kind=subject.kind, object_kind=obj.kind,
            construction="implied" if pair.implied else pair.clause.construction,
        )  # fmt: skip
        return _with_circumstances(statement, source, pair.clause)

    def _speakers(self, source: _Source, pair: Pair, judgement: Judgement) -> tuple[Speaker, ...]:
        text, reader = source.document.text, source.reader
        place = reader.sentence.tokens[pair.clause.trigger].begin
        around = quotation_around(source.quotations, place)
        meant = around.meant(source.mentions, source.anaphors) if around else None
        quoted = quotation_speaker(around, meant, self._actors, text) if around else None
        governors = judgement.speakers
        if pair.clause.construction in _OWN_VOICE:
            governors = []
        inner = speakers_in_sentence(reader, governors, self._actors, text, source.sources)
        return chain(inner, quoted)


def _is_deed(candidate: Candidate) -> bool:
    """Return whether a relation is a deed that can fail, unlike support or opposition, which trying already is."""
    relation = candidate.relation
    hostile = relation.family in ("violence", "opposition") and relation.id not in ("opposes", "fights")
    hostile = hostile or (relation.family == "engagement" and relation.id != "mediates")
    # "a campaign to free the town from the Front" has not freed it, but says who holds it.
    return hostile or candidate.rule.status == "started" or (bool(candidate.rule.status) and relation.id != "controls")


def _status(judgement: Judgement, candidate: Candidate) -> str:
    """Return whether the relation began or ended; what somebody still tries to end has not ended."""
    ended = judgement.status or candidate.rule.status
    return "" if judgement.effort and ended == "ended" else ended


def _with_circumstances(statement: Statement, source: _Source, clause: Clause) -> Statement:
    document, tree = source.document, source.reader.tree
    when = date_of(tree, clause, source.dates, document.date)
    amount = amount_of(tree, clause, source.amounts)
    if when:
        text = document.text[when.begin : when.end]
        statement = replace(statement, date_start=when.start, date_end=when.finish, date_text=text)
    if amount:
        statement = replace(statement, amount=amount.value, currency=amount.currency, amount_period=amount.period)
    return statement


def _is_question(text: str, sentence: Sentence, pair: Pair) -> bool:
    """Return whether the sentence asks; a title or compound in a question is still a fact."""
    if pair.clause.construction in _OWN_VOICE - {"apposition"}:
        return False
    return text[sentence.begin : sentence.end].rstrip("\"”’') ").endswith("?")


def _pairs(reader: ArgumentReader, clause: Clause, candidate: Candidate, found: Fit) -> Iterator[Pair]:
    rule = candidate.rule
    if found.reciprocal:
        role, tokens = found.subject
        types = rule.subject & rule.object
        members = [r for token in tokens for r in reader.read(token, role, types)]
        members = list({r.actor: r for r in members}.values())
        for i, one in enumerate(members):
            for other in members[i + 1 :]:
                yield Pair(one, other, clause, candidate, role, found.matched)
        return
    if not candidate.relation.symmetric and any(map(reader.is_pair, (*found.subject[1], *found.object[1]))):
        # "the leaders of the two countries, A and B": who leads which is not said.
        return
    subjects = _readings(reader, *found.subject, _types_of_subject(reader, clause, found, rule.subject))
    objects = _readings(reader, *found.object, rule.object)
    found_before: set[tuple[str, str]] = set()
    for subject in subjects:
        for obj in objects:
            # "A and B fought each other" is one fight, "A and B blamed each other" two reproaches.
            again = candidate.relation.symmetric and (obj.actor, subject.actor) in found_before
            if subject.actor != obj.actor and not again:
                found_before.add((subject.actor, obj.actor))
                yield Pair(subject, obj, clause, candidate, found.object[0], found.matched)


def _types_of_subject(reader: ArgumentReader, clause: Clause, found: Fit, types: frozenset[str]) -> frozenset[str]:
    """ "Who" is no state and no place, whatever name the parser hangs the relative clause from."""
    tokens = reader.tree.tokens
    who = any(tokens[s].lemma == "who" for s in reader.tree.children(clause.trigger, "subject", "passive-subject"))
    return types - {"State", "Place"} if who and found.subject[0] == "agent" else types


def _readings(reader: ArgumentReader, role: str, tokens: Sequence[int], types: frozenset[str]) -> list[Reading]:
    found = [reading for token in tokens for reading in reader.read(token, role, types)]
    return list({reading.actor: reading for reading in reversed(found)}.values())[::-1]


_LOCATIONS = frozenset(("in", "at", "near", "around", "outside", "inside"))


def _without_locations(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs without places of a deed whose target is named as well ("strikes in Port Vell on the Front")."""
    aimed = {(p.clause.trigger, p.candidate.rule.relation, p.subject.actor) for p in pairs if p.role not in _LOCATIONS}
    return [
        p for p in pairs
        if p.role not in _LOCATIONS or (p.clause.trigger, p.candidate.rule.relation, p.subject.actor) not in aimed
    ]  # fmt: skip


# "is determined to crush B" speaks of a stand, not yet of a fight.
_SAYS_LESS = {"opposes": ("fights",)}


def _said_once(tree: Tree, pairs: Sequence[Pair], table: RuleTable) -> list[Pair]:
    """Return the pairs without those of a noun that a verb has taken up ("took control of", "gave millions in aid")."""
    taken = {(word, p.candidate.relation.id, *_ends(p)) for p in pairs for word in p.matched}
    implied = {
        (word, general, *_ends(p))
        for p in pairs
        for word in p.matched
        for general in (
            *table.ontology.ancestors(p.candidate.relation.id),
            *_SAYS_LESS.get(p.candidate.relation.id, ()),
        )
        if not _kinds_before(tree, word)
    }
    # "killed in a raid in Kabul": a killing, not one more attack on the place.
    lethal = {(word, p.subject.actor) for p in pairs if p.candidate.relation.id == "kills" for word in p.matched}
    return [
        p
        for p in pairs
        if (p.clause.trigger, p.candidate.relation.id, *_ends(p)) not in taken | implied
        and (p.candidate.relation.id != "attacks" or (p.clause.trigger, p.subject.actor) not in lethal)
    ]


def _ends(pair: Pair) -> tuple[str, str]:
    return pair.subject.actor, pair.object.actor


def _longest_triggers(group: Sequence[Pair]) -> list[Pair]:
    """Return the pairs whose rule names most of the trigger: "financial assistance" outdoes "assistance"."""
    named = [pair for pair in group if pair.candidate.before]
    return named or list(group)


def _most_words(group: Sequence[Pair]) -> list[Pair]:
    """Return the pairs that no other outdoes by words beside the trigger ("hit X with sanctions", "gave aid")."""
    asked = [set(pair.matched) for pair in group]
    return [pair for pair in group if not any(set(pair.matched) < words for words in asked)]


# Of these words before a noun each names a kind of support of its own ("military and financial support").
_KINDS = frozenset(
    "diplomatic logistic logistical material military moral political strategic tactical technical"
    " technological".split()
)


def _names_more(tree: Tree, pair: Pair) -> bool:
    """Return whether the noun is coordinated with kinds that a rule's own words leave out."""
    if not pair.candidate.before:
        return False
    return bool(_kinds_before(tree, pair.clause.trigger) - set(pair.candidate.before))


def _kinds_before(tree: Tree, noun: int) -> frozenset[str]:
    """Return the kinds of support that stand before a noun."""
    around = tree.expand_all(tree.children(noun, "adjective", "compound"))
    return _KINDS & {tree.tokens[one].lemma for one in around}


def _most_specific(tree: Tree, pairs: Sequence[Pair], table: RuleTable) -> list[Pair]:
    """Return the pairs without those that a more special relation, or the same one, says with the same trigger."""
    kept: dict[tuple[int, str, str], list[Pair]] = {}
    for pair in pairs:
        one, other = sorted((pair.subject.actor, pair.object.actor))
        kept.setdefault((pair.clause.trigger, one, other), []).append(pair)
    result: list[Pair] = []
    for group in kept.values():
        relations = {pair.candidate.relation.id for pair in group}
        general = {parent for relation in relations for parent in table.ontology.ancestors(relation)}
        if any(_names_more(tree, pair) for pair in group):
            general = set()
        else:
            group = _most_words(_longest_triggers(group))
        first: dict[tuple[str, str], Pair] = {}
        for pair in sorted(group, key=lambda p: (-len(p.candidate.rule.pattern.elements), p.candidate.rule.line)):
            relation = pair.candidate.relation.id
            if relation not in general:
                # "A and B blamed each other": two statements by one rule, in opposite directions.
                mutual = tree.tokens[pair.object.token].mention < 0 and pair.object.kind == "pronoun"
                first.setdefault((relation, pair.subject.actor if mutual else ""), pair)
        result.extend(first.values())
    return result

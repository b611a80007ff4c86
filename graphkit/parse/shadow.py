"""The shadow of a sentence: the words that a parser sees in place of the text.

A statistical parser stumbles over two things that reports on conflicts are full of. Names, and titles before names,
are given to it as one word each, and one that it knows ("Gaza" for "El Fasher"). A verb that is also a noun between
two actors ("Iran funds Hamas") is given as a verb that is no noun ("destroys"); the real word keeps its place and
lemma. Offsets always speak of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from graphkit.model import Mention, TitlePhrase

SURROGATE = {"base": "destroy", "present": "destroys", "past": "destroyed", "gerund": "destroying"}
# Names that the parser's training text is full of, one a type of actor. Measured over the examples of all relations and
# an annotated set: fewer wrong parses than with the names themselves, which it often has never seen.
FAMILIAR_NAMES = {
    "Person": "Arafat",
    "State": "Israel",
    "GovernmentBody": "Congress",
    "Organization": "Microsoft",
    "ArmedGroup": "Hamas",
    "Coalition": "NATO",
    "Place": "Gaza",
}
# What "Iran-backed" is shown as.
COMPOUND = "local"
# Hyphened nouns that the tokenizer takes apart, and what they are shown as.
_HYPHENED_NOUNS = {
    "arch-enemy": "enemy", "arch-foe": "enemy", "arch-rival": "rival", "cease-fire": "truce",
    "counter-attack": "attack", "counter-offensive": "offensive", "falling-out": "quarrel", "get-together": "meeting",
    "go-between": "broker", "go-betweens": "brokers", "sit-down": "meeting", "stand-off": "dispute",
}  # fmt: skip
_HYPHENED_TITLES = frozenset(("secretary-general", "vice-president", "attorney-general", "governor-general"))
_PLURAL_NAMES = frozenset("brigades forces guards houthis rebels soldiers troops units".split())
# After these, or a verb such as "denied", a form in -ing before a name is a verb.
_BEFORE_GERUND = frozenset(
    "about admitted admits after against before began begins by ceased despite for from halted kept of resumed resumes"
    " when while without".split()
)
_ADVERBS = frozenset("again already also always both even ever just long never now often once still then".split())
_PRONOUNS = frozenset(("which", "who", "that", "it", "he", "she"))
_GIVING = frozenset("channels exports grants loans offers pledges promises ships supplies transfers".split())
_TAKING_WITH = frozenset(("clashes", "partners", "sides", "trades"))
_BEFORE_NOUN_PHRASE = frozenset("the a an its his her their some several many two three more".split())


class Word(msgspec.Struct, gc=False):
    """One word of the shadow. ``shown`` is what the parser sees, ``surrogate`` the form of a verb put in its place."""

    begin: int
    end: int
    text: str
    shown: str
    mention: int = -1
    title: int = -1
    inner: int = -1
    surrogate: str = ""


def shadow_words(
    words: Sequence[tuple[int, int, str]],
    mentions: Sequence[tuple[int, Mention]],
    titles: Sequence[tuple[int, TitlePhrase]],
    verb_of: Callable[[str], str],
    types: Mapping[int, str] | None = None,
) -> list[Word]:
    """Return the shadow of a sentence.

    Args:
        words: begin, end and text of the tokens.
        mentions: the sentence's mentions with their index in the document.
        titles: its title phrases with their index.
        types: the type of actor that a mention names, by its index; a name without one is shown as it is.
        verb_of: returns the form ("base", "present", "past") that a word is of a trigger verb, or "".
    """
    spans = [(t.begin, t.end, t.person, number) for number, t in titles]
    covered = [(begin, end) for begin, end, _, _ in spans]
    spans += [(m.begin, m.end, i, -1) for i, m in mentions if not any(b <= m.begin < e for b, e in covered)]
    words = _split_at_hyphens(words, [m.end for _, m in mentions])
    merged = _with_familiar_names(_as_headline(_merge(words, sorted(spans))), mentions, types or {})
    return _with_surrogates(_with_possessives(_join_compounds(merged)), verb_of)


def _split_at_hyphens(words: Sequence[tuple[int, int, str]], ends: Sequence[int]) -> list[tuple[int, int, str]]:
    """Return the words with "U.S.-led" taken apart where a mention ends before its hyphen."""
    result = []
    for begin, end, text in words:
        cut = next((e for e in ends if begin < e < end and text[e - begin] in "-–‑"), None)
        if cut is None:
            result.append((begin, end, text))
        else:
            hyphen = cut - begin
            result += [(begin, cut, text[:hyphen]), (cut, cut + 1, text[hyphen]), (cut + 1, end, text[hyphen + 1 :])]
    return [word for word in result if word[2]]


def _merge(words: Sequence[tuple[int, int, str]], spans: Sequence[tuple[int, int, int, int]]) -> list[Word]:
    """Return the words with each span as one word; a span that cuts through words takes them whole."""
    result: list[Word] = []
    position = 0
    for begin, end, mention, title in spans:
        while position < len(words) and words[position][1] <= begin:
            result.append(Word(*words[position], words[position][2]))
            position += 1
        inside = []
        while position < len(words) and words[position][0] < end:
            inside.append(words[position])
            position += 1
        if inside:
            b, e = inside[0][0], inside[-1][1]
            text = " ".join(w[2] for w in inside)
            result.append(Word(b, e, text, text, mention, title))
    result.extend(Word(*word, word[2]) for word in words[position:])
    return result


def _as_headline(words: list[Word]) -> list[Word]:
    """Return the words of a headline in capitals ("Turkey Vows To Strike Back") shown in lower case."""
    plain = [w for w in words if w.mention < 0 and w.title < 0 and w.text.isalpha() and len(w.text) > 3]
    capital = sum(w.text[0].isupper() for w in plain)
    if capital < 2 or capital * 10 < len(plain) * 8:
        return words
    for word in words:
        if word.mention < 0 and word.title < 0 and (word.text.istitle() or len(word.text) > 5):
            word.shown = word.text.lower()
    return words


def _with_familiar_names(
    words: list[Word], mentions: Sequence[tuple[int, Mention]], types: Mapping[int, str]
) -> list[Word]:
    """Return the words with each name shown as one that the parser knows, a plural one by its own last word."""
    nouns = {index for index, mention in mentions if mention.kind != "adjective"}
    for word in words:
        if word.mention in nouns and word.mention in types:
            last = word.text.split()[-1]
            word.shown = last if last.lower() in _PLURAL_NAMES else FAMILIAR_NAMES[types[word.mention]]
    return words


def _join_compounds(words: list[Word]) -> list[Word]:
    """Return the words with "Iran - backed" as one adjective that remembers its actor."""
    result: list[Word] = []
    i = 0
    while i < len(words):
        one = words[i]
        after = words[i + 1 : i + 3]
        hyphened = (
            one.mention >= 0
            and len(after) == 2
            and after[0].text in ("-", "–", "‑")
            and one.end == after[0].begin
            and after[0].end == after[1].begin
            and after[1].text[:1].islower()
        )
        paired = (
            one.mention >= 0
            and len(after) == 2
            and after[0].text in ("-", "–", "‑", "/")
            and after[1].mention >= 0
            and one.end == after[0].begin
            and after[0].end == after[1].begin
        )
        joined = _joined_noun(one, after)
        if joined is not None:
            result.append(joined)
            i += 3
            continue
        if paired:
            # "the Israel-Hamas war"
            after[0].shown = "and"
        if hyphened:
            result.append(Word(after[1].begin, after[1].end, after[1].text, COMPOUND, -1, -1, one.mention))
            i += 3
        else:
            result.append(one)
            i += 1
    return result


def _joined_noun(one: Word, after: Sequence[Word]) -> Word | None:
    """Return a hyphened noun or verb as one word ("Secretary-General", "go-between", "co-founded"), or None."""
    if len(after) < 2 or after[0].text != "-":
        return None
    text = f"{one.text}-{after[1].text}"
    low = text.lower()
    prefixed = one.text.lower() in ("co", "re") and one.end == after[0].begin and after[0].end == after[1].begin
    shown = one.text if low in _HYPHENED_TITLES else _HYPHENED_NOUNS.get(low, after[1].text if prefixed else "")
    return Word(one.begin, after[1].end, text, shown) if shown else None


# Before these a possessive name is the first word of its noun phrase.
_BEFORE_POSSESSIVE = frozenset(
    "about after against amid among as at because before behind between beyond but by during following for from if in"
    " into like of on over since than that through to toward towards under until upon when where while with within"
    " without".split()
)


def _with_possessives(words: list[Word]) -> list[Word]:
    """Return the words with "Lebanon's" shown as "its", so that "'s" is not taken for "is"; "'s" goes into the name."""
    result: list[Word] = []
    for i, word in enumerate(words):
        before = words[i - 1] if i else None
        if word.text in ("'s", "'") and before is not None and before.mention >= 0 and before.end == word.begin:
            start = words[i - 2] if i > 1 else None
            has_article = start is not None and start.text.lower() == "the"
            first = words[i - 3] if has_article and i > 2 else None if has_article else start
            if first is None or first.text == "," or first.text.lower() in _BEFORE_POSSESSIVE:
                before.shown = "its"
                if has_article and start is not None:
                    result.pop(-2)
                continue
        result.append(word)
    return result


def _with_surrogates(words: list[Word], verb_of: Callable[[str], str]) -> list[Word]:
    for i, word in enumerate(words):
        form = verb_of(word.text) if word.mention < 0 and word.inner < 0 else ""
        if form and _can_be_verb(words, i, form, verb_of):
            word.surrogate, word.shown = form, SURROGATE[form]
            if form == "present" and words[i - 1].mention >= 0 and words[i - 1].text.endswith("s"):
                # "United Arab Emirates destroys" reads as two nouns.
                word.shown = SURROGATE["past"]
    return words


def _can_be_verb(words: list[Word], i: int, form: str, verb_of: Callable[[str], str]) -> bool:
    """Return whether a verb of this form fits between what stands before and after."""
    return _subject_before(words, i, form) and (_object_after(words, i, verb_of) or _object_in_front(words, i))


def _object_in_front(words: list[Word], i: int) -> bool:
    """Return whether a relative pronoun before the actor is the object ("Hezbollah, which Iran arms, ...")."""
    if i < 2 or words[i - 1].mention < 0:
        return False
    ends = i + 1 >= len(words) or words[i + 1].text in (",", ".", ";", ")")
    return ends and words[i - 2].text.lower() in ("which", "whom", "that")


def _subject_before(words: list[Word], i: int, form: str) -> bool:
    k = i - 1
    while k >= 0 and (words[k].text.lower().endswith("ly") or words[k].text.lower() in _ADVERBS):
        k -= 1
    if k < 0:
        # "Hailing Hamas, the speaker ..."
        return form == "gerund" and i + 2 < len(words) and words[i + 1].mention >= 0 and words[i + 2].text == ","
    before = words[k]
    if form == "gerund":
        low = before.text.lower()
        return before.mention < 0 and (low in _BEFORE_GERUND or low.startswith(("den", "stop", "start", "continu")))
    if before.mention >= 0:
        return form != "base" or _plural_subject(words, k)
    low = before.text.lower()
    if low in ("has", "have", "had"):
        return form == "past" and k > 0 and (words[k - 1].mention >= 0 or words[k - 1].text.lower() in _PRONOUNS)
    if low in _PRONOUNS and form != "base":
        return form == "present" or low in ("which", "who")
    if before.text.lower() in ("and", "or") and k and words[k - 1].surrogate:
        return words[k - 1].surrogate == form
    return before.text == "," and k > 0 and bool(words[k - 1].surrogate)


def _plural_subject(words: list[Word], k: int) -> bool:
    """Return whether the actors before are several or a plural name, which take the base form."""
    return words[k].text.lower().endswith("s") or (k > 1 and words[k - 1].text.lower() == "and")


def _object_after(words: list[Word], i: int, verb_of: Callable[[str], str]) -> bool:
    if i + 1 >= len(words):
        return False
    after = words[i + 1]
    low = after.text.lower()
    if after.mention >= 0 or after.inner >= 0 or low in _BEFORE_NOUN_PHRASE:
        return True
    goods = words[i + 2 : i + 4]
    gives = words[i].text.lower() in _GIVING and len(goods) == 2
    if gives and goods[0].text.lower() == "to" and goods[1].mention >= 0:
        # "ships drones to Hezbollah"
        return True
    if low == "with" and words[i].text.lower() in _TAKING_WITH:
        return True
    return (
        low in ("and", "or", ",")
        and i + 2 < len(words)
        and bool(verb_of(words[i + 2].text))
        and _object_after(words, i + 2, verb_of)
    )

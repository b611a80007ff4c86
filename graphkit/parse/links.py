"""graphkit's names for the links between words. A parser's own labels are translated here and nowhere else.

subject passive-subject object recipient agent        arguments of verbs ("agent" is the "by" of a passive)
preposition prepositional-object prepositional-clause  "to", its noun, its gerund
complement                                            predicate noun or adjective ("is an ally")
content-clause open-complement adverbial-clause       "said that ...", "agreed to fund", "while funding"
relative-clause noun-clause                           "which funds Hamas", "groups funded by Iran"
conjunct coordination apposition                      "and Hamas", "and", ", the group,"
possessor compound adjective determiner number         inside noun phrases
auxiliary passive-auxiliary negation particle mark adverb time parataxis root other
"""

from __future__ import annotations

# ClearNLP labels, as spaCy's English pipelines use them.
CLEAR = {
    "nsubj": "subject", "csubj": "subject", "expl": "expletive",
    "nsubjpass": "passive-subject", "csubjpass": "passive-subject",
    "dobj": "object", "dative": "recipient", "agent": "agent",
    "prep": "preposition", "pobj": "prepositional-object", "pcomp": "prepositional-clause",
    "attr": "complement", "acomp": "complement", "oprd": "complement",
    "ccomp": "content-clause", "xcomp": "open-complement", "advcl": "adverbial-clause",
    "relcl": "relative-clause", "acl": "noun-clause",
    "conj": "conjunct", "cc": "coordination", "preconj": "coordination", "appos": "apposition",
    "poss": "possessor", "compound": "compound", "nmod": "compound", "amod": "adjective", "det": "determiner",
    "predet": "determiner", "nummod": "number", "quantmod": "number",
    "aux": "auxiliary", "auxpass": "passive-auxiliary", "neg": "negation", "prt": "particle", "mark": "mark",
    "advmod": "adverb", "npadvmod": "time", "parataxis": "parataxis", "ROOT": "root", "intj": "other",
    "case": "possessive-mark", "punct": "punctuation",
}  # fmt: skip

# Penn Treebank tags.
_KINDS = {
    "NN": "noun", "VB": "verb", "MD": "verb", "JJ": "adjective", "RB": "adverb", "RP": "adverb", "WR": "adverb",
    "PR": "pronoun", "WP": "pronoun", "EX": "pronoun", "DT": "determiner", "WD": "determiner", "PD": "determiner",
    "IN": "preposition", "TO": "preposition", "CD": "number",
}  # fmt: skip
_FORMS = {
    "VB": "base", "VBP": "present", "VBZ": "present", "VBD": "past", "VBG": "gerund", "VBN": "participle",
    "MD": "modal", "NN": "singular", "NNP": "singular", "NNS": "plural", "NNPS": "plural",
    "WP": "relative", "WDT": "relative", "WP$": "relative", "PRP$": "possessive",
}  # fmt: skip


def kind_and_form(tag: str) -> tuple[str, str]:
    """Return graphkit's kind and form of a word for a Penn Treebank tag."""
    kind = _KINDS.get(tag[:2], "punctuation" if not tag[:1].isalpha() or tag in ("HYPH", "NFP", "SYM") else "other")
    return kind, _FORMS.get(tag, "")

"""Words that say how a name is to be read: parts of longer names, titles, ranks."""

from __future__ import annotations

# A name directly before one of these (capitalised) is part of a longer name: "Qatar Airways", "Tehran Times".
NAME_HEADS = frozenset(
    "academy accord accords agreement air airline airlines airport airways association avenue award bank"
    " boulevard bowl bridge broadcasting cathedral championship championships charity chronicle club college"
    " communique conference convention cup daily declaration deal desk dialogue doctrine exchange express fc"
    " festival file files financial foundation fund games gate gazette grand group gulf herald holdings hospital"
    " hotel institute institution international journal league line magazine mail mall memorandum mission monitor"
    " mosque museum news newspaper observer ocean olympics open opera orchestra palace paper papers park petroleum"
    " pipeline plan post prix process prize protocol radio railway report resolution review road rover school"
    " square stadium steel street studies sun symphony telegraph television theatre tigers times today tower"
    " treaty tribune trophy trust tv university view week weekly zoo".split()
)

# "Bank of Qatar", "University of Tehran": the head before "of" takes the name into a longer one.
NAME_HEADS_BEFORE_OF = frozenset(
    "academy bank battle bay cathedral church college conference council court dean declaration duke gulf"
    " hospital institute isle lord museum order peace port pride school sea siege star strait straits times treaty"
    " university valley voice".split()
)

# Heads of titles, by lemma.
TITLE_HEADS = frozenset(
    "admiral adviser advisor ambassador analyst aide attache ayatollah bishop boss brigadier cardinal captain"
    " caliph ceo chairman chairperson chairwoman chancellor chief cleric co-founder colonel commander commissioner"
    " commodore congressman congresswoman consul coordinator corporal council-member counsel counselor"
    " crown-prince delegate deputy dictator diplomat director directorgeneral doctor emir emissary envoy executive"
    " expert fighter figure financier founder general governor grand-ayatollah head imam inspector journalist"
    " judge justice king lawmaker lawyer leader legislator lieutenant major marshal mayor member militant minister"
    " mp mufti mullah negotiator officer official operative politician pope president premier prime-minister"
    " prince princess prosecutor queen rapporteur rear-admiral rebel representative ruler scholar secretary"
    " secretary-general senator sergeant sheikh sheik shah soldier specialist spokesman spokesperson spokeswoman"
    " staffer strongman sultan superintendent treasurer tsar veteran vicepresident vice-president viceadmiral"
    " warlord".split()
)

# Words that stand in a title beside its head, before or after it.
# Capitalised words that are no first name ("On Monday Hezbollah ...").
DAYS_AND_MONTHS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december".split()
)
TITLE_WORDS = frozenset(
    "accountability acting adjutant affairs agriculture and armed army assistant atomic border cabinet caretaker"
    " central chief communications counterterrorism countertelligence crown cultural current cyber defence defense"
    " de-facto deputy designate development economic economy education elect elected energy environment executive"
    " external exiled finance first for force forces foreign former founding general government grand head health"
    " high human information intelligence interim interior internal justice late law lieutenant long-time longtime"
    " major media military mission national naval navy negotiator newly nuclear of oil operations opposition"
    " outgoing parliament parliamentary parliament's permanent planning police policy political politburo powerful"
    " press prime principal public rear regional relations religious resettlement retired revolutionary rights"
    " second secretary security senior special spiritual staff state strategic supreme the then top trade"
    " transitional transport treasury undersecretary under vice war wing white".split()
)

RANKS = {
    "adm.": "admiral", "brig.": "brigadier", "capt.": "captain", "cmdr.": "commander", "col.": "colonel",
    "cpl.": "corporal", "dr.": "doctor", "gen.": "general", "gov.": "governor", "lt.": "lieutenant", "maj.": "major",
    "rep.": "representative", "sen.": "senator", "sgt.": "sergeant", "spc.": "specialist", "pfc.": "soldier",
    "pvt.": "soldier", "cmdre.": "commodore", "pres.": "president", "prof.": "", "mr.": "", "mrs.": "", "ms.": "",
    "mr": "", "mrs": "", "ms": "", "dr": "doctor", "gen": "general", "col": "colonel", "capt": "captain",
    "sir": "", "lord": "", "staff": "", "navy": "", "army": "", "hajj": "", "haj": "", "hojatoleslam": "",
}  # fmt: skip

FORMER = frozenset("ex ex- former late then then- ousted deposed onetime one-time ex-president ex-minister".split())

# Lower-case forms that are English words: such an alias is read only with its capitals.
COMMON_WORDS = frozenset(
    "chad china cuba georgia guinea jordan mali niger oman turkey us is it who may march august bush carter cook"
    " davis sales rice gates powell brown major hope fatah jihad polish danish finish coalition quad front dawn"
    " base support trump macron tusk amal hope burns lyons rock stone young long sharp king price clay bahrain".split()
)

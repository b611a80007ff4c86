"""Ways to say it that need more than a subject, a verb and an object, and sentences that only look like them."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # what somebody has with him, or acts as
        ("With the support of Russia, Syria bombed Mosul.", ["Russia supports Syria", "Syria attacks Mosul"]),
        (
            "Aided by weapons from Iran and Russia, Syria bombed Mosul.",
            ["Iran arms Syria", "Russia arms Syria", "Syria attacks Mosul"],
        ),
        (
            "Egypt has positioned itself as a mediator between Israel and Hamas.",
            ["Egypt mediates Hamas", "Egypt mediates Israel"],
        ),
        ("As an ally of Iran, Syria kept silent.", ["Syria allied_with Iran"]),
        # others of a kind
        ("Russia and other backers of Syria objected.", ["Russia supports Syria"]),
        # with whom, and in whose struggle
        ("Egypt, together with Qatar, funds Hamas.", ["Egypt funds Hamas", "Qatar funds Hamas"]),
        ("Egypt mediates the dispute together with Qatar.", []),
        (
            "Russia helps Syria in its war against Islamic State.",
            ["Russia supports Syria", "Syria fights Islamic State"],
        ),
        # a name set off, and one that ends a list before a main clause
        ("Mosul, under Islamic State control, was quiet.", ["Islamic State controls Mosul"]),
        (
            "While Iran also backs Hamas, Qatar and Turkey fund Syria.",
            ["Iran supports Hamas", "Qatar funds Syria", "Turkey funds Syria"],
        ),
        # what several do to each other
        ("Iran and Israel accused each other of raids.", ["Iran accuses Israel", "Israel accuses Iran"]),
        ("Iran and Israel condemned one another.", ["Iran condemns Israel", "Israel condemns Iran"]),
        ("Hamas and Israel fought each other.", ["Hamas fights Israel"]),
        # which may mean all that was said
        ("Russia sent an envoy to Qatar, which infuriated Israel.", []),
        # who stands for the group, and what looks through to a place
        ("Jihadists of Islamic State laid siege to Mosul.", ["Islamic State blockades Mosul"]),
        ("Islamic State holds swathes of Mosul.", ["Islamic State controls Mosul"]),
        # headlines in capitals
        ("Turkey Condemns Israel Over Strikes", ["Turkey condemns Israel"]),
        # both, not by
        ("Iran both arms and funds Hezbollah.", ["Iran arms Hezbollah", "Iran funds Hezbollah"]),
        ("Hamas is funded not by Iran but by Qatar.", ["Qatar funds Hamas"]),
        ("Russia sold tanks to Syria, not to Egypt.", ["Russia arms Syria"]),
        ("Hezbollah, which Iran arms, attacked Israel.", ["Hezbollah attacks Israel", "Iran arms Hezbollah"]),
        # two kinds of support
        ("Iran gives military and financial support to Hamas.", ["Iran funds Hamas", "Iran supports Hamas"]),
        # the place belongs to the event, the standing to the other
        ("Talks between Hamas and Israel in Cairo failed.", ["Hamas talks_with Israel"]),
        (
            "Iran and its proxy Hezbollah attacked Israel.",
            ["Hezbollah attacks Israel", "Hezbollah proxy_of Iran", "Iran attacks Israel"],
        ),
        # what follows the time of a deed; whose body it is
        (
            "Egypt condemns in strong terms the Hamas attack this morning at a market in Mosul.",
            ["Egypt condemns Hamas", "Hamas attacks Mosul"],
        ),
        ("The State Department's Red Crescent programme grew.", ["Red Crescent part_of US State Department"]),
        # what is not denied, what is
        ("Iranian arms shipments to Hamas have not stopped.", ["Iran arms Hamas"]),
        ("Israel's killing of Ismail Haniyeh did not end the talks.", ["Israel kills Ismail Haniyeh"]),
        ("Weapons from Iran keep flowing to Hamas.", ["Iran arms Hamas"]),
        ("Egypt refrained from condemning Israel.", ["Egypt condemns Israel (denied)"]),
        ("Israel calls Hezbollah a puppet of Iran.", ["Hezbollah proxy_of Iran (alleged, says Israel)"]),
        # names in rows, in headlines, before and after the verb's other words
        (
            "Egypt, Qatar and Israel attacked Mosul.",
            ["Egypt attacks Mosul", "Israel attacks Mosul", "Qatar attacks Mosul"],
        ),
        ("Ismail Haniyeh, Khaled Meshaal meet in Doha", ["Ismail Haniyeh meets Khaled Meshaal"]),
        ("Ismail Haniyeh, Khaled Meshaal to meet in Doha", ["Ismail Haniyeh meets Khaled Meshaal (planned)"]),
        ("Strikes carried out by Israel on Mosul went on.", ["Israel attacks Mosul"]),
        ("Israel's ally Egypt abstained.", ["Egypt allied_with Israel"]),
        # on the way, and after long talks
        ("On a trip to Lebanon, Ismail Haniyeh praised nobody.", ["Ismail Haniyeh visits Lebanon"]),
        ("After years of talks with Israel, Egypt signed.", ["Egypt talks_with Israel"]),
        # whom an invitation or an order concerns, what is killed in a raid, whose leader somebody is
        ("Israel accepted Egypt's invitation to visit Qatar.", []),
        ("A court ordered Israel to halt its offensive in Mosul.", ["Israel attacks Mosul"]),
        ("Ismail Haniyeh was killed in an Israeli raid in Mosul.", ["Israel kills Ismail Haniyeh"]),
        ("Lebanese gang leader Ismail Haniyeh left.", []),
        ("A spokesman for Hamas, Ismail Haniyeh, left.", ["Ismail Haniyeh official_of Hamas"]),
        (
            "Egypt would like to host talks between Israel and Hamas.",
            ["Egypt mediates Hamas (planned)", "Egypt mediates Israel (planned)", "Israel talks_with Hamas (planned)"],
        ),
        ("Russian and Syrian warplanes bombed Mosul.", ["Russia attacks Mosul", "Syria attacks Mosul"]),
        ("Ismail Haniyeh flew to Doha and to Cairo.", ["Ismail Haniyeh visits Cairo", "Ismail Haniyeh visits Doha"]),
        ("Hamas signed the Cairo accord with Hezbollah.", ["Hamas cooperates_with Hezbollah"]),
        ("Ismail Haniyeh, the head of Hamas's finance office, left.", []),
        # sport
        ("Egypt will meet Qatar in the final.", []),
        # one of those that do it
        ("Egypt is among the states that fund Hamas.", ["Egypt funds Hamas"]),
        ("Egypt joined the list of states funding Hamas.", ["Egypt funds Hamas"]),
        # of whom the noun is said
        ("Qatar acted as a mediator, often funding Hamas.", ["Qatar funds Hamas"]),
        # an attitude that unites
        (
            "Egypt and Israel are united by their opposition to Hamas.",
            ["Egypt opposes Hamas", "Israel opposes Hamas"],
        ),
        # the reflexive is the subject's
        ("While Iran backs Hamas, Qatar and Egypt armed themselves.", ["Iran supports Hamas"]),
        # two objects, a name read as a time, attacks and who claims them
        ("Egypt sold Iran ten jets last year.", ["Egypt arms Iran"]),
        (
            "Israel condemned the attacks in Mosul, for which Hamas claimed responsibility.",
            ["Hamas attacks Mosul (says Hamas)"],
        ),
        # who tries to end a hold says that there is one
        ("Egypt tried to drive Hamas from Mosul.", ["Hamas controls Mosul"]),
        ("The liberation of Mosul from Islamic State took months.", ["Islamic State controls Mosul (ended)"]),
        # the sum before what is given
        ("Egypt provided $10 million in assistance to Lebanon.", ["Egypt aids Lebanon"]),
        # who is quoted as speaking of crimes accuses
        (
            '"The crimes of Hamas must end," Antony Blinken said.',
            ["Antony Blinken accuses Hamas"],
        ),
        ('"There were no crimes of Hamas," Antony Blinken said.', ["Antony Blinken accuses Hamas (denied)"]),
    ],
)
def test_construction(lines, text, found):
    assert [
        line.replace("says Antony Blinken)", ")").replace(" ()", "").replace(", )", ")") for line in lines(text)
    ] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Israel is ready to negotiate with Egypt.", ["Israel negotiates_with Egypt (planned)"]),
        ("Ismail Haniyeh is to meet Khaled Meshaal.", ["Ismail Haniyeh meets Khaled Meshaal (planned)"]),
        ("Qatar is unwilling to fund Hamas.", ["Qatar funds Hamas (denied)"]),
        ("Qatar may be hosting and funding Hamas.", ["Qatar funds Hamas (possible)", "Qatar hosts Hamas (possible)"]),
        ("Stop funding Hamas, Israel told Qatar.", []),
        ("Talks between Israel and Egypt were called off.", []),
        ("Russia called for talks between Israel and Egypt.", []),
        ("Ismail Haniyeh ought to visit Cairo.", []),
        ("Russia visited neither Iran nor Syria.", []),
        ("Turkey denied that its soldiers had attacked Syria.", ["Turkey attacks Syria (denied, says Turkey)"]),
        ("Antony Blinken urged Israel to stop its raids on Mosul.", ["Israel attacks Mosul"]),
        ("Khaled Meshaal, no friend of Iran, kept away.", ["Khaled Meshaal allied_with Iran (denied)"]),
    ],
)
def test_how_sure_it_is(lines, text, found):
    assert lines(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # one statement before, and one actor in it
        (
            "Iran arms Hezbollah. Israel says that Iranian weapons are everywhere.",
            ["Iran arms Hezbollah", "Iran arms Hezbollah (says Israel)"],
        ),
        # whom it hit is said
        (
            "Israel attacked Hezbollah. On Sunday an Israeli air strike killed three girls.",
            ["Israel attacks Hezbollah"],
        ),
        # two actors are equally good
        (
            "Iran arms Hezbollah. Iran arms Hamas. Israel says that Iranian weapons are everywhere.",
            ["Iran arms Hamas", "Iran arms Hezbollah"],
        ),
        # something else is said to get them
        (
            "Iran arms Hezbollah. Israel says that Iranian weapons for smugglers come by sea.",
            ["Iran arms Hezbollah"],
        ),
        # members of a coalition that did it
        (
            "NATO attacked Islamic State in Syria. NATO states which have conducted strikes in Syria include Turkey.",
            ["NATO attacks Islamic State", "Turkey attacks Islamic State", "Turkey member_of NATO"],
        ),
        # elsewhere, of which nothing was said
        (
            "NATO attacked Islamic State in Syria. NATO states which have conducted strikes in Egypt include Turkey.",
            ["NATO attacks Islamic State", "Turkey member_of NATO"],
        ),
    ],
)
def test_what_a_noun_leaves_to_the_text_before(lines, text, found):
    assert lines(text) == found


def test_an_implied_argument_is_cited_where_it_stands(statements):
    text = "Iran arms Hezbollah. Israel says that Iranian weapons are everywhere."
    second = max(statements(text, None), key=lambda statement: statement.begin)
    assert second.construction == "implied"
    assert second.quote == "Israel says that Iranian weapons are everywhere."
    assert text[second.object_begin : second.object_end] == "Hezbollah"

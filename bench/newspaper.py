"""Made-up newspaper articles that hold no edge: sport, weather, markets, courts, science, culture and home politics.

They read as an archive does: most sentences name nobody that a pack knows, some name a state or two, and a few hold a
word that triggers rules as well, so that they must be parsed to see that they say nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from graphkit.model import Document

_SLOT = re.compile(r"\{(\w+)\}")
_SYLLABLES = "ar ben cor dal el fair gran hol in ker lan mar nor os pen quin ros stan ter ul ver wes yar".split()
_ENDS = "ton ley field wick ham ford by stead mont ville berg well".split()
_WORDS: dict[str, list[str]] = {
    name: [word.strip() for word in words.split("|")]
    for name, words in {
        "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
        "month": "January|February|March|April|May|June|July|August|September|October|November|December",
        "first": "Alice|Ben|Carla|Daniel|Eva|Frank|Grace|Henry|Ines|James|Karen|Leo|Maria|Nina|Oscar|Paula|Ruth|Sam",
        "state": "Brazil|Canada|Chile|Denmark|Finland|France|Germany|Greece|India|Italy|Japan|Kenya|Mexico|Norway|"
        "Portugal|Spain|Sweden|Turkey|Egypt|Poland",
        "people": "Brazilian|Canadian|Danish|French|German|Greek|Indian|Italian|Japanese|Mexican|Spanish|Turkish",
        "sport": "football|handball|hockey|rugby|basketball|volleyball|cricket",
        "part": "defence|midfield|attack|bench|back line|left wing",
        "weather": "rain|sleet|drizzle|fog|sunshine|hail|light snow|strong wind",
        "where": "the coast|the hills|the valley|inland areas|the islands|the northern plain|the lower river",
        "trade": "software|furniture|paper|steel|shoes|cheese|wine|bicycles|solar panels|ceramics|machine tools",
        "rise": "rose|fell|climbed|slipped|edged up|dropped|recovered|eased",
        "mood": "cautious|surprised|relieved|disappointed|pleased|sceptical|tired but happy",
        "crop": "wheat|barley|apples|grapes|maize|potatoes|olives|oats",
        "bird": "stork|heron|warbler|owl|kingfisher|plover|swift",
        "art": "exhibition|play|film|concert|novel|opera|photo series|documentary",
        "crime": "burglary|fraud|theft|arson|forgery|speeding|tax evasion",
        "office": "the town council|the school board|the port office|the water board|the library|the hospital trust",
        "thing": "bridge|tram line|swimming pool|playground|market hall|bypass|cycle path|reading room|car park",
        "illness": "influenza|asthma|measles|diabetes|hay fever|back pain",
    }.items()
}
_TOPICS: dict[str, tuple[str, ...]] = {
    "sport": (
        "{town} beat {town2} {digit}-{digit2} in front of {number} spectators on {day}.",
        "{first} {name} scored twice in the second half after a quiet start.",
        "The {part} looked shaky for most of the afternoon, and the coach was {mood}.",
        "It was the {sport} club's {ordinal} win in a row and its best start since {year}.",
        "{name} left the field with a sore ankle after {minutes} minutes.",
        "Tickets for the return match go on sale on {day}, the club said.",
        "The captain said that the side had lacked patience when it mattered.",
        "{town} stay {ordinal} in the table, {digit} points behind the leaders.",
        "The referee added {digit} minutes, which brought whistles from the home end.",
        "{first} {name}, who joined from {town2} last summer, hit the post before the break.",
        "The national side meets {state} in the next round of the qualifiers.",
        "{state} and {state2} drew in the other match of the group.",
        "The {people} striker has been linked with a move to {town} for weeks.",
        "A win on {day} would take the team to the final in {state}.",
    ),
    "weather": (
        "Forecasters expect {weather} along {where} until {day} evening.",
        "Temperatures will reach {degrees} degrees in {town}, well above the average for {month}.",
        "The river at {town2} rose by {digit} metres overnight but stayed inside its banks.",
        "Drivers were told to take care on the high road, where {weather} is likely after dark.",
        "It was the wettest {month} in {town} since records began in {year}.",
        "Farmers said that the {crop} had suffered less than feared.",
        "The ferry to the island did not run on {day} because of {weather}.",
        "Schools in {town2} opened two hours late, and the buses were full.",
        "A band of {weather} moves in from the west at the weekend.",
        "The same front brought storms to {state} earlier in the week.",
        "Airlines cancelled {minutes} flights from {state} to {state2}.",
        "Gardeners have been asked to save water until the end of {month}.",
    ),
    "markets": (
        "Shares in {name} Holdings {rise} {digit}.{digit2} per cent on {day}.",
        "The maker of {trade} said that orders {rise} in the three months to {month}.",
        "Analysts were {mood} about the outlook for the second half.",
        "Net profit {rise} to {number} million from {number2} million a year earlier.",
        "The company, based in {town}, employs {number} people.",
        "Its chief executive, {first} {name}, said that costs were under control.",
        "Exports of {trade} to {state} and {state2} {rise}, figures showed.",
        "The central bank left its main rate at {digit}.{digit2} per cent, as most economists had expected.",
        "Traders pointed to thin volumes before the holiday in {state}.",
        "The price of {crop} {rise} for the {ordinal} week running.",
        "A spokeswoman declined to comment on talk of a merger with {name2} Group.",
        "Small firms complained about the cost of loans, a survey of {number} managers found.",
        "The {people} car maker will close its plant at {town2} in {month}.",
        "Retail sales in {state} {rise} in {month} after a flat spring.",
    ),
    "courts": (
        "A man of {minutes} was sentenced to {digit} years for {crime} on {day}.",
        "The jury in {town} took {digit} hours to reach its verdict.",
        "{first} {name}, for the defence, said that her client would appeal.",
        "The court heard that the {crime} had begun in {year}.",
        "Two neighbours gave evidence by video from {town2}.",
        "Judge {name} called the case unusually sad.",
        "The police asked anyone who was near the {thing} on {day} to come forward.",
        "Nothing of value was found in the van, an officer said.",
        "The accused had denied all charges of {crime}.",
        "A second man was released without charge after questioning in {town}.",
        "He had returned from {state} a week before the arrest.",
        "Damage was put at {number}, most of it to the roof.",
    ),
    "science": (
        "Researchers in {town} have counted more than {number} pairs of the {bird} this spring.",
        "The {bird} had all but vanished from {where} by {year}.",
        "The study, led by {first} {name}, followed {number} patients with {illness} for {digit} years.",
        "Those who walked for {minutes} minutes a day slept better and took fewer pills.",
        "The authors warn that the sample was small and the effect modest.",
        "A telescope in {state} picked up the same signal {digit} nights later.",
        "The team wants to repeat the trial with children in {month}.",
        "Doctors not involved in the work were {mood}.",
        "Cases of {illness} {rise} in {town2} over the winter.",
        "The fossil, about as long as a bus, was dug up near {town} in {year}.",
        "Laboratories in {state} and {state2} checked the samples independently.",
        "The findings appear in a journal on {day}.",
        "Vaccination against {illness} is free for everyone above {minutes}.",
    ),
    "culture": (
        "The {art} opens in {town} on {day} and runs until {month}.",
        "{first} {name} wrote most of it in a rented room above the {thing}.",
        "Critics were {mood} when it was first shown in {year}.",
        "The {art} tells of two sisters who inherit a farm near {town2} and cannot agree about it.",
        "There are long silences, and the light is wonderful.",
        "About {number} people came on the first weekend, the house said.",
        "The music, by {first2} {name2}, is for strings and one tired piano.",
        "It was filmed in {state} over {digit} weeks in {month}.",
        "The {people} painter lived here until {year} and never sold a picture.",
        "A book to go with the {art} costs {minutes}.",
        "The festival jury gave its main prize to a first work from {state}.",
        "Entry is free for children, and the cafe is open late on {day}.",
    ),
    "home": (
        "{office} voted on {day} to build a new {thing} in {town}.",
        "The {thing} will cost {number} and should be ready by {month}.",
        "{first} {name}, who chairs the committee, said that the money was there.",
        "Residents of {town2} are {mood}, above all because of the noise.",
        "The mayor opened the {thing} with a short speech and a long pair of scissors.",
        "A petition with {number} names was handed in last week.",
        "The minister for education promised {number} new places in nurseries by {year}.",
        "Her party lost the by-election in {town} by {minutes} votes.",
        "Parliament debates the pension bill on {day}; a vote is not expected before {month}.",
        "Opponents said that the plan was too dear and came too late.",
        "The prime minister of {state} ended a private visit to the lakes on {day}.",
        "Pupils from {town} spent a week in {state} on an exchange.",
        "The twin town in {state} sent a delegation and {number} tulips.",
        "The rules follow those that {state} and {state2} brought in after {year}.",
        "Taxi drivers say that they will not meet the deadline.",
    ),
}
_ASIDES = (
    "Nobody answered the door when a reporter called on {day}.",
    "The details will be published in {month}, {first} {name} said.",
    "It is not the first time that {town} has been in the news for it.",
    "More than {number} people have seen the pictures since {day}.",
    "Most of those asked in the main street of {town} shrugged.",
    "That may change before the end of {month}.",
    "A similar attempt failed in {year} for want of money.",
    "The figures were slightly better than those of {year}.",
    "{first} {name} laughed when she was asked about the cost.",
    "For many in {town2} the old {thing} holds memories of childhood.",
    "Experts disagree on how much that matters.",
    "There was coffee afterwards, and the rain had stopped.",
    "By {day} the queue reached as far as the {thing}.",
    "His brother, a carpenter, was less {mood}.",
    "For a moment nobody knew what to say.",
    "What happens to the old {thing} is another matter, and not one that anybody likes to talk about.",
    "Parking is free until {day}, and after that it costs as much as it always did.",
    "Some {number} letters have reached this paper, a good half of them by hand.",
    "The last time that {town2} saw anything like it was in {month} {year}.",
    "Children made drawings, which hang in the window of the baker opposite the {thing}.",
    "It rained all the same.",
    "There are those who think that all of it is much ado about very little.",
    "{first2} {name2}, a retired nurse, has kept a diary of it since {month}.",
    "In the evening the lights along the main street went out for {minutes} minutes.",
    "You could hear it as far away as {town2}, a neighbour said.",
    "No date has been set, but {month} is thought to be the earliest.",
    "The cost of a cup of tea near the {thing} has doubled since {year}.",
    "{town} and {town2} lie {minutes} kilometres apart, on opposite sides of the river.",
    "Much of what is known about it comes from a box of papers in the library.",
    "Volunteers cleared {number} bags of leaves and two old bicycles on {day}.",
    "The weather was kind, with {weather} only in the early morning.",
    "Those who wish to take part can sign up until {day}.",
    "After lunch {first} {name} went back to work as though nothing had been the matter.",
    "An earlier version of this article gave the wrong year; it was {year}.",
)
_HEADLINES = ("{town}: a new {thing}", "{day} in {town2}", "{first} {name} and the {thing}", "What {month} brought")
# The share of articles that name states; the sentences that do are left out of the others. Where one document in twenty
# holds an edge, most documents can name nobody: of those that name two states a good part says what one did to another.
_ABROAD = 0.3
_NAMED = ("{state", "{people")


def articles(total: int) -> Iterator[Document]:
    """Yield this many articles of about 430 words; the same number gives the same article."""
    return map(_article, range(total))


def _article(number: int) -> Document:
    chance = random.Random(number)
    topic, abroad = chance.choice(sorted(_TOPICS)), chance.random() < _ABROAD
    known = [text for text in _TOPICS[topic] if abroad or not any(slot in text for slot in _NAMED)]
    chosen = [*chance.sample(known, min(len(known), chance.randint(9, 13))), *chance.sample(_ASIDES, 25)]
    chance.shuffle(chosen)
    names = _Names(chance)
    sentences = [names.fill(template) for template in chosen]
    size = chance.randint(2, 4)
    paragraphs = [" ".join(sentences[place : place + size]) for place in range(0, len(sentences), size)]
    title = names.fill(chance.choice(_HEADLINES))
    date = f"{chance.randint(1995, 2023)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    text = "\n\n".join((title, *paragraphs))
    return Document(f"{topic}-{number:07d}", text, title=title, publisher=f"{names.towns[0]} Courier", date=date)


class _Names:
    """What the slots of an article are filled with: people and towns stay the same, all else changes."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.towns = [self._invented(_ENDS) for _ in range(2)]
        self._people = [(chance.choice(_WORDS["first"]), self._invented(["son", "er", "man", "a", ""])) for _ in "ab"]

    def _invented(self, ends: list[str]) -> str:
        stem = "".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(1, 3)))
        return stem.capitalize() + self._chance.choice(ends)

    def fill(self, template: str) -> str:
        """Return a template with its slots filled; the sentence begins with a capital."""
        text = _SLOT.sub(lambda slot: self._value(slot[1]), template)
        return text[0].upper() + text[1:]

    def _value(self, slot: str) -> str:
        kind, second = slot.rstrip("2"), slot.endswith("2")
        if kind == "town":
            return self.towns[second]
        if kind in ("first", "name"):
            return self._people[second][kind == "name"]
        if kind in _WORDS:
            return self._chance.choice(_WORDS[kind])
        low, high = {
            "digit": (2, 9),
            "minutes": (12, 88),
            "number": (120, 95_000),
            "year": (1931, 2022),
            "degrees": (4, 31),
        }.get(kind, (2, 9))
        value = self._chance.randint(low, high)
        if kind == "ordinal":
            return "second third fourth fifth sixth seventh eighth ninth".split()[value - 2]
        return f"{value:,}" if kind == "number" else str(value)

"""A small world for tests of extraction: a pack of known actors, and statements written as short lines."""

from __future__ import annotations

from graphkit.model import Document, Statement

PACK = """\
actors:
  - {id: iran, name: Iran, type: State, aliases: [Islamic Republic of Iran, {text: Tehran, kind: metonym}],
     adjectives: [Iranian], demonyms: [Iranians]}
  - {id: israel, name: Israel, type: State, adjectives: [Israeli], demonyms: [Israelis]}
  - {id: qatar, name: Qatar, type: State, aliases: [{text: Doha, kind: metonym}], adjectives: [Qatari],
     demonyms: [Qataris]}
  - {id: egypt, name: Egypt, type: State, aliases: [{text: Cairo, kind: metonym}], adjectives: [Egyptian],
     demonyms: [Egyptians]}
  - {id: turkey, name: Turkey, type: State, aliases: [{text: Ankara, kind: metonym}], adjectives: [Turkish],
     demonyms: [Turks]}
  - {id: syria, name: Syria, type: State, aliases: [{text: Damascus, kind: metonym}], adjectives: [Syrian],
     demonyms: [Syrians]}
  - {id: lebanon, name: Lebanon, type: State, adjectives: [Lebanese]}
  - {id: russia, name: Russia, type: State, aliases: [{text: Moscow, kind: metonym}], adjectives: [Russian],
     demonyms: [Russians]}
  - {id: usa, name: United States, type: State, aliases: [US, U.S., America, {text: Washington, kind: metonym}],
     adjectives: [American], demonyms: [Americans]}
  - {id: hamas, name: Hamas, type: ArmedGroup, aliases: [Islamic Resistance Movement]}
  - {id: hezbollah, name: Hezbollah, type: ArmedGroup, aliases: [Hizbullah]}
  - {id: islamic-jihad, name: Islamic Jihad, type: ArmedGroup}
  - {id: islamic-state, name: Islamic State, type: ArmedGroup, aliases: [IS, ISIS, Daesh]}
  - {id: pentagon, name: Pentagon, type: GovernmentBody, part_of: usa, aliases: [US Defense Department]}
  - {id: state-department, name: US State Department, type: GovernmentBody, part_of: usa,
     aliases: [State Department, U.S. Secretary of State]}
  - {id: nato, name: NATO, type: Coalition}
  - {id: red-crescent, name: Red Crescent, type: Organization}
  - {id: ismail-haniyeh, name: Ismail Haniyeh, type: Person, gender: male}
  - {id: khaled-meshaal, name: Khaled Meshaal, type: Person, gender: male}
  - {id: tamim, name: Tamim bin Hamad Al Thani, type: Person, gender: male, aliases: [Sheikh Tamim]}
  - {id: tzipi-livni, name: Tzipi Livni, type: Person, gender: female}
  - {id: antony-blinken, name: Antony Blinken, type: Person, gender: male}
  - {id: jeff-davis, name: Jeff Davis, type: Person, gender: male}
  - {id: jimmy-carter, name: Jimmy Carter, type: Person, gender: male}
  - {id: doha, name: Doha, type: Place, part_of: qatar}
  - {id: cairo, name: Cairo, type: Place, part_of: egypt}
  - {id: damascus, name: Damascus, type: Place, part_of: syria}
  - {id: beirut, name: Beirut, type: Place, part_of: lebanon}
  - {id: mosul, name: Mosul, type: Place}
"""


def short(statement: Statement) -> str:
    """Return a statement as a line: "Iran funds Hamas", with what is special in parentheses."""
    s = statement
    marks = [] if s.modality == "asserted" else [s.modality]
    marks += [s.status] if s.status else []
    marks += [f"says {s.attribution_label}"] if s.attribution_label else []
    line = f"{s.subject_label} {s.relation} {s.object_label}"
    return f"{line} ({', '.join(marks)})" if marks else line


def text_of(text: str, date: str | None = None) -> Document:
    """Return a text as a document."""
    return Document("text", text, date=date)

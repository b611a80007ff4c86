"""What a clause is found to mean: modality, status, speakers, or why it states nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

_STRENGTH = ("asserted", "planned", "possible", "alleged", "denied")


def stronger(one: str | None, other: str) -> str:
    """Return the stronger of the modality that a rule adds, if any, and that of its clause."""
    return max((one or "asserted", other), key=_STRENGTH.index)


@dataclass(slots=True)
class Judgement:
    """What is known of a clause so far.

    Attributes:
        modality: the strongest found.
        status: "", "started" or "ended".
        blocked: why nothing is stated ("a question"), "" when something is.
        speakers: (governing token, how) from the innermost outwards; how is "say", "allege", "deny" or "according".
        effort: True for what somebody tries ("a campaign to take"), which need not have come about.
    """

    modality: str = "asserted"
    status: str = ""
    blocked: str = ""
    speakers: list[tuple[int, str]] = field(default_factory=list)
    effort: bool = False

    def mark(self, modality: str) -> None:
        """Take over a modality if it is stronger than what is known."""
        if _STRENGTH.index(modality) > _STRENGTH.index(self.modality):
            self.modality = modality

    def block(self, reason: str) -> None:
        """Note why nothing is stated; the first reason stays."""
        self.blocked = self.blocked or reason

    def apply(self, effect: tuple[str, str] | None) -> None:
        """Take over an effect of the tables above."""
        name, value = effect or ("", "")
        if name == "modality":
            self.mark(value)
        elif name == "status":
            self.status = self.status or value
        elif name == "blocked":
            self.block(value)
        elif name == "effort":
            self.effort = True

    def speak(self, governor: int, how: str) -> None:
        """Note a word whose subject is a speaker."""
        if (governor, how) not in self.speakers:
            self.speakers.append((governor, how))

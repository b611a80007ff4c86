"""The keys of the files in ontology/ and of actor packs, as pydantic models; a key that is not here stops the load.

Pydantic takes time to import, so only the functions that load such a file import this module. The description of a
field is the mend that an error about it names: "write <description>".
"""

from __future__ import annotations

import difflib
import re
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic import model_validator as whole

from graphkit.confidence import FEATURES
from graphkit.model import ACTOR_TYPES, MODALITIES, STATUSES
from graphkit.partial_dates import precision

FAMILIES = ("support", "affiliation", "engagement", "opposition", "violence")
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_NAME = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Fault:
    """What is wrong in a file: the keys that lead to the value, the problem, and the mend."""

    keys: tuple[str | int, ...]
    problem: str
    mend: str


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, populate_by_name=False)

    @whole(mode="before")
    @classmethod
    def _null_is_absent(cls, value: Any) -> Any:
        return {k: v for k, v in value.items() if v is not None} if isinstance(value, dict) else value


def _one_of(allowed: Sequence[str], what: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"'{value}' is no {what}; write one of {', '.join(filter(None, allowed))}")
        return value

    return AfterValidator(check)


def _printable(value: str) -> str:
    if not value:
        raise ValueError("is empty; write a name or remove it")
    if len(value) > LONGEST_NAME:
        raise ValueError(f"is {len(value)} characters long; write at most {LONGEST_NAME}")
    if _CONTROL.search(value):
        raise ValueError("holds a line break or control character; write it on one line")
    return value


def _iso_date(value: str) -> str:
    if not precision(value):
        raise ValueError(f"'{value}' is no ISO date; write it as 2012, 2012-06 or 2012-06-30")
    return value


def _lower_words(value: str) -> str:
    if not value or value != value.lower() or re.search(r"[^\w .'-]|_", value):
        raise ValueError(f"'{value}' is no lemma; write the base form of a word in lower case")
    return value


def _one_is_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Name = Annotated[str, AfterValidator(_printable)]
Slug = Annotated[str, Field(pattern=SLUG)]
IsoDate = Annotated[str, AfterValidator(_iso_date)]
ActorType = Annotated[str, _one_of(ACTOR_TYPES, "actor type")]
Modality = Annotated[str, _one_of(MODALITIES, "modality")]
Status = Annotated[str, _one_of(STATUSES, "status")]
RelationId = Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]
Text = Annotated[str, Field(min_length=1)]


class AliasEntry(_Entry):
    """A way to write an actor's name; a plain text in the file is the ``text``."""

    text: Name = Field(description="a name, or a mapping with text and kind")
    kind: Annotated[str, _one_of(("name", "metonym"), "kind of alias")] = "name"

    @whole(mode="before")
    @classmethod
    def _text_alone(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class OfficeEntry(_Entry):
    """An office of a state, body or group."""

    title: Name = Field(description="the office in lower case, such as 'president'")
    holder: Slug = Field(description="the id of the person who holds it")
    start: IsoDate | None = Field(default=None, alias="from", description="an ISO date")
    end: IsoDate | None = Field(default=None, alias="to", description="an ISO date")

    @whole(mode="after")
    def _in_order(self) -> OfficeEntry:
        start, end = self.start or "", self.end or ""
        common = min(len(start), len(end))
        if start[:common] > end[:common]:
            raise ValueError(f"ends ({end}) before it begins ({start}); exchange 'from' and 'to' or correct them")
        return self


class ActorEntry(_Entry):
    """One entry of an actor pack. Name and type may be absent where another entry of that id gives them."""

    id: Slug = Field(description="an id of a-z, 0-9 and hyphens, such as 'saudi-arabia'")
    name: Name | None = Field(default=None, description="the common English name")
    type: ActorType | None = Field(default=None, description="one of " + ", ".join(ACTOR_TYPES))
    aliases: list[AliasEntry] = Field(default=[], description="a list of names in brackets")
    adjectives: list[Name] = Field(default=[], description="a list of adjectives in brackets")
    demonyms: list[Name] = Field(default=[], description="a list of demonyms in brackets")
    wikidata: str | None = Field(default=None, pattern=r"^Q[1-9][0-9]*$", description="a Wikidata id such as Q794")
    part_of: Slug | None = Field(default=None, description="the id of the actor that it belongs to")
    gender: Annotated[str, _one_of(("male", "female"), "gender")] | None = None
    offices: list[OfficeEntry] = Field(default=[], description="a list of mappings with title, holder, from, to")


class MappingsEntry(_Entry):
    """Names of the same or a related thing in other vocabularies; one name or a list."""

    wikidata: list[Annotated[str, Field(pattern=r"^[PQ][1-9][0-9]*$")]] = Field(
        default=[], description="a Wikidata id such as P8324"
    )
    plover: list[Annotated[str, Field(pattern=r"^[A-Z]+$")]] = Field(
        default=[], description="a PLOVER event type in capitals, such as AID"
    )
    cameo: list[Annotated[str, Field(pattern=r"^[0-9]{2,4}$")]] = Field(
        default=[], description='a CAMEO code in quotes, such as "071"'
    )
    followthemoney: list[Annotated[str, Field(pattern=r"^[A-Z][A-Za-z]+$")]] = Field(
        default=[], description="a FollowTheMoney schema such as Payment"
    )

    @whole(mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:
        return {k: _one_is_list(v) for k, v in value.items()} if isinstance(value, dict) else value


class RuleEntry(_Entry):
    """A pattern with what its match is marked as; a plain text in the file is the ``pattern``."""

    pattern: Text = Field(description="a pattern such as '{subject} fund {object}'")
    status: Status = ""
    modality: Modality | None = None
    swap: bool = Field(default=False, description="true or false")
    subject: list[ActorType] | None = Field(default=None, description="a list of actor types in brackets")
    object: list[ActorType] | None = Field(default=None, description="a list of actor types in brackets")

    @whole(mode="before")
    @classmethod
    def _pattern_alone(cls, value: Any) -> Any:
        return {"pattern": value} if isinstance(value, str) else value


class ExampleEntry(_Entry):
    """A sentence with the edges that it must give; with none it is a must-not example."""

    text: Text = Field(description="a sentence")
    edges: list[Text] = Field(description="a list such as [Iran funds Hamas], or [] for a sentence that must not match")


class RelationEntry(_Entry):
    """One file of ontology/relations/."""

    id: RelationId = Field(description="the name of the file: lower-case words joined by _")
    about: Text = Field(description="what the relation means")
    label: Text = Field(description="the words that an edge shows, such as 'funds'")
    inverse: str = Field(default="", description="the label read from the object, such as 'funded by'")
    family: Annotated[str, _one_of(FAMILIES, "family")] = Field(description="one of " + ", ".join(FAMILIES))
    parent: RelationId | None = Field(default=None, description="the id of a relation that this one implies")
    symmetric: bool = Field(default=False, description="true or false")
    abstract: bool = Field(default=False, description="true or false")
    subject: list[ActorType] = Field(default=[], description="a list of actor types in brackets")
    object: list[ActorType] = Field(default=[], description="a list of actor types in brackets")
    mappings: MappingsEntry = Field(default=MappingsEntry(), description="a mapping such as {wikidata: P8324}")
    patterns: list[RuleEntry] = Field(default=[], description="a list of patterns")
    examples: list[ExampleEntry] = Field(default=[], description="a list of mappings with text and edges")


class ActorTypeEntry(_Entry):
    """One entry of ontology/actor_types.yaml."""

    about: Text = Field(description="what is of this type")
    label: Text = Field(description="the words that a legend shows")
    mappings: MappingsEntry = Field(default=MappingsEntry(), description="a mapping such as {wikidata: Q5}")


WordSets = dict[
    Annotated[str, Field(pattern=r"^[A-Z][A-Z_]+$")],
    Annotated[list[Annotated[str, AfterValidator(_lower_words)]], BeforeValidator(_one_is_list)],
]
ActorTypes = dict[str, ActorTypeEntry]
Effect = Annotated[float, Field(ge=-30, le=30, allow_inf_nan=False)]


class ConfidenceEntry(_Entry):
    """The file ontology/confidence.yaml."""

    base: Effect = Field(description="log odds between -30 and 30")
    statements: int = Field(ge=0, description="how many statements it was measured on")
    documents: int = Field(ge=0, description="how many documents it was measured on")
    effects: dict[Annotated[str, _one_of(FEATURES, "feature")], dict[str, Effect]] = Field(
        description="for each feature a mapping from value to log odds between -30 and 30"
    )


ActorList = list[ActorEntry]


def first_fault(error: ValidationError, shape: Any) -> Fault:
    """Return the first thing that is wrong, in the words of this package.

    A misspelt key comes before the missing one that it was meant to be.

    Args:
        error: what pydantic raised.
        shape: the type that was asked for: a model of this module, or a list or mapping of one.
    """
    details = [dict(detail) for detail in error.errors(include_url=False)]
    strangers = [detail for detail in details if detail["type"] == "extra_forbidden"]
    return _fault((strangers or details)[0], shape)


def _fault(detail: Mapping[str, Any], shape: Any) -> Fault:
    keys = tuple(key for key in detail["loc"] if key != "[key]")
    model, wanted = _along(shape, keys)
    kind, value = detail["type"], detail.get("input")
    if kind == "extra_forbidden":
        return Fault(keys, "unknown key", _nearest(str(keys[-1]), model))
    if kind == "missing":
        return Fault(keys, "is missing", f"add {wanted}" if wanted else "add it")
    if kind == "value_error":
        problem, _, mend = str(detail["ctx"]["error"]).partition("; ")
        return Fault(keys, problem, mend)
    if kind in ("model_type", "dict_type"):
        return Fault(keys, "is no mapping", "write keys and values with colons")
    shown = repr(value if isinstance(value, str) else type(value).__name__.replace("dict", "mapping"))
    problem = "is empty" if value in ("", None) else f"{shown[:80]} does not fit"
    return Fault(keys, problem, f"write {wanted}" if wanted else f"{detail['msg'][0].lower()}{detail['msg'][1:]}")


def _nearest(key: str, model: type[BaseModel] | None) -> str:
    allowed = [field.alias or name for name, field in model.model_fields.items()] if model else []
    near = difflib.get_close_matches(key, allowed, 1)
    return f"did you mean '{near[0]}'?" if near else f"write one of {', '.join(allowed)}"


def _along(shape: Any, keys: Sequence[str | int]) -> tuple[type[BaseModel] | None, str]:
    """Return the model in which the last key stands and the description of the field that the keys lead to."""
    model, wanted = _model_in(shape), ""
    for position, key in enumerate(keys):
        fields = {field.alias or name: field for name, field in model.model_fields.items()} if model else {}
        if isinstance(key, str) and key in fields:
            wanted = fields[key].description or ""
            inner = _model_in(fields[key].annotation)
            model = inner if inner and position < len(keys) - 1 else model
    return model, wanted


def _model_in(shape: Any) -> type[BaseModel] | None:
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return shape
    found = (_model_in(part) for part in typing.get_args(shape))
    return next((model for model in found if model), None)

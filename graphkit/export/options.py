"""The options of formats. A format lists its own as ``OPTIONS``; formats that mean the same share one from here.

The command line offers every option that some format lists; ``check_options`` refuses those that the chosen one lacks.
Values are texts: ``ExportSource.option`` gives them to the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphkit.errors import GraphkitError


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a format.

    Attributes:
        name: as on the command line without the hyphens.
        about: a sentence for its help.
        choices: the values that it may have, () for any text.
        default: its value when it is not given; "" for none.
        metavar: what stands for the value in its help.
        required: True when the format cannot be written without it.
        many: True when it may be given again; its value is then the values with line ends between them.
    """

    name: str
    about: str
    choices: tuple[str, ...] = ()
    default: str = ""
    metavar: str = "VALUE"
    required: bool = False
    many: bool = False


EDGES = Option(
    "edges",
    "One edge for each relation between two actors, or one for each statement.",
    ("relation", "statement"),
    "relation",
)
TABLE = Option("table", "Which table to write.", ("edges", "statements", "actors"), "edges")
ACTOR = Option("actor", "Only what concerns this actor.", metavar="ID")
PAIR = Option("pair", "Only what concerns these two actors.", metavar="ID,ID")
TOP = Option(
    "top", "How many actors: a page shows them at first (default 150), other files hold no others.", metavar="N"
)
ACTORS = Option("actor", "Only edges of this actor; may be given again for more actors.", metavar="ID", many=True)
SINCE = Option("since", "Only edges of which something is said of this day or a later one.", metavar="DATE")
SELECTION = (ACTORS, SINCE, TOP)
REVIEWED = Option(
    "reviewed", "A file with the ids of edges that a person has checked, one a line.", metavar="FILE", required=True
)


def check_options(format_: str, known: Iterable[Option], given: Mapping[str, str]) -> None:
    """Check that a format has the options that are given, that it is given those it needs, and their values.

    Raises:
        GraphkitError: naming the first option that is wrong, and what the format has.
    """
    options = {option.name: option for option in known}
    for name, value in given.items():
        if name not in options:
            mine = ", ".join(f"--{other}" for other in sorted(options)) or "none"
            raise GraphkitError(f"is no option of {format_}", key=f"--{name}", mend=f"its options: {mine}")
        if "\n" in value and not options[name].many:
            raise GraphkitError("is given more than once", key=f"--{name}", mend=f"{format_} takes one")
        choices = options[name].choices
        if choices and value not in choices:
            mend = f"{format_} takes one of {', '.join(choices)}"
            raise GraphkitError(f"'{value}' is no choice", key=f"--{name}", mend=mend)
    for name, option in options.items():
        if option.required and name not in given:
            about = option.about[0].lower() + option.about[1:].rstrip(".")
            raise GraphkitError("is missing", key=f"{format_} --{name}", mend=f"give {about}")

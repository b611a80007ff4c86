"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from graphkit.engines import Running
    from graphkit.pipeline import Extractor

Command = TypeVar("Command", bound=Callable[..., Any])
SETTINGS_FILE = "graphkit.toml"
# The names of what ``running_options`` adds.
RUNNING = ("workers", "document_seconds", "worker_memory", "parts", "engine", "scheduler")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the rules and actors are made from: options of the command line over those of graphkit.toml."""

    actors: tuple[Path, ...]
    only_actors: bool
    ontology: tuple[Path, ...]
    model: str | None

    def extractor(self) -> Extractor:
        """Return an extractor for these settings."""
        from graphkit.pipeline import make_extractor

        return make_extractor(self.actors, self.only_actors, self.ontology, self.model)


def extraction_options(command: Command) -> Command:
    """Add --actors, --only-actors, --ontology and --model to a command."""
    existing = click.Path(exists=True, path_type=Path)
    for option in reversed(
        (
            click.option(
                "--actors", multiple=True, type=existing, metavar="FILE", help="Add an actor pack (YAML/JSON)."
            ),
            click.option("--only-actors", is_flag=True, default=None, help="Leave out the built-in actors."),
            click.option(
                "--ontology", multiple=True, type=existing, metavar="DIR", help="Add or replace relation files."
            ),
            click.option("--model", metavar="NAME-or-PATH", help="Another spaCy English pipeline."),
        )
    ):
        command = option(command)
    return command


def settings(
    actors: tuple[Path, ...], only_actors: bool | None, ontology: tuple[Path, ...], model: str | None
) -> Settings:
    """Return the settings: what the command line does not say is taken from graphkit.toml in the working folder.

    Raises:
        InputError: if that file is broken or has unknown keys.
    """
    given = read_settings(Path(SETTINGS_FILE))
    return Settings(
        actors or tuple(Path(path) for path in given.get("actors", ())),
        bool(given.get("only_actors", False)) if only_actors is None else only_actors,
        ontology or tuple(Path(path) for path in given.get("ontology", ())),
        model or given.get("model"),
    )


def running_options(command: Command) -> Command:
    """Add the options of where and how documents are read to a command."""
    options = (
        click.option("--workers", type=click.IntRange(0), metavar="N", help="How many processes read documents."),
        click.option(
            "--document-seconds",
            type=click.IntRange(1),
            metavar="N",
            help="Leave out documents that take a process longer (default 120).",
        ),
        click.option(
            "--worker-memory", type=click.IntRange(1), metavar="MB", help="Memory of a process (default 4000)."
        ),
        click.option(
            "--parts",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            help="Keep what they read there.",
        ),
        click.option("--engine", type=click.Choice(("processes", "dask")), help="Who runs them (default processes)."),
        click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler; without one a cluster is started."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def running(**options: Any) -> Running:
    """Return how documents are read, from the values of ``RUNNING``; what they lack is taken from graphkit.toml.

    Raises:
        InputError: if that file is broken or has unknown keys.
        click.UsageError: if a scheduler is given to another engine.
    """
    from graphkit.engines import ENGINES, Limits, Running

    given = read_settings(Path(SETTINGS_FILE))
    said = {name: given.get(name) if options[name] is None else options[name] for name in RUNNING}
    engine = said["engine"] or ENGINES[0]
    if engine not in ENGINES:
        raise click.UsageError(f"no engine is called {engine}; choose from {', '.join(ENGINES)}")
    if said["scheduler"] and engine != "dask":
        raise click.UsageError("--scheduler needs --engine dask")
    limits = {"seconds": said["document_seconds"], "megabytes": said["worker_memory"]}
    return Running(
        workers=said["workers"],
        limits=Limits(**{name: value for name, value in limits.items() if value}) if any(limits.values()) else None,
        parts=Path(said["parts"]) if said["parts"] else None,
        engine=engine,
        scheduler=said["scheduler"],
    )


_KEYS = {"actors": list, "only_actors": bool, "ontology": list, "model": str, "paths": list, "output": str,
         "max_bytes": int, "top": int, "workers": int, "document_seconds": int, "worker_memory": int,
         "parts": str, "engine": str, "scheduler": str}  # fmt: skip


def read_settings(path: Path) -> dict[str, Any]:
    """Return what graphkit.toml says, {} without one.

    Raises:
        InputError: naming the file and the line or key.
    """
    import tomllib

    from graphkit.errors import InputError

    if not path.is_file():
        return {}
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(str(error), path=path, mend="see docs/build.md for what it may hold") from error
    for key, value in given.items():
        if key not in _KEYS:
            raise InputError("is no setting", path=path, key=key, mend=f"use one of {', '.join(sorted(_KEYS))}")
        if not isinstance(value, _KEYS[key]):
            raise InputError(f"must be a {_KEYS[key].__name__}", path=path, key=key)
    return given

"""graphkit export: the graph as a file for other tools."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from graphkit.export import EXPORTS, options_of


def format_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add every option that some format lists; formats that share one give the same words."""
    about: dict[str, list[str]] = {}
    for name, format_ in EXPORTS.items():
        for option in options_of(format_):
            about.setdefault(option.name, []).append(name)
    for name in sorted(about, reverse=True):
        options = [option for one in about[name] for option in options_of(EXPORTS[one]) if option.name == name]
        choices = list(dict.fromkeys(choice for option in options for choice in option.choices))
        widest = max(options, key=lambda option: (len(option.choices), option.many))
        metavar = f"[{'|'.join(choices)}]" if choices else widest.metavar
        words = f"{widest.about} ({', '.join(about[name])})"
        many = any(option.many for option in options)
        command = click.option(f"--{name}", f"option_{name}", metavar=metavar, help=words, multiple=many)(command)
    return command


def show_formats(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    """Print the formats with what each holds and its options, and end."""
    if value and not ctx.resilient_parsing:
        for name, format_ in EXPORTS.items():
            options = " ".join(f"--{option.name}" for option in options_of(format_))
            click.echo(f"{name:15} {format_.SUFFIX:12} {format_.ABOUT}{f' [{options}]' if options else ''}")
        ctx.exit()


@click.command(name="export")
@click.argument("directory", type=click.Path(path_type=Path))
@click.argument("format_", metavar="FORMAT")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: graph.<suffix> here.")
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=show_formats, help="List the formats."
)
@format_options
def command(directory: Path, format_: str, output: Path | None, **given: str | tuple[str, ...] | None) -> None:
    """Write the graph in DIRECTORY as FORMAT; --list says which formats there are."""
    from graphkit.errors import GraphkitError
    from graphkit.export import export_graph
    from graphkit.loading import export_source
    from graphkit.pipeline import write_whole

    if format_ not in EXPORTS:
        raise GraphkitError("is no format", key=format_, mend=f"use one of {', '.join(EXPORTS)}")
    chosen = EXPORTS[format_]
    path = output or Path(f"graph{chosen.SUFFIX}")
    values = {name.removeprefix("option_"): value for name, value in given.items() if value is not None and value != ()}
    options = {name: value if isinstance(value, str) else "\n".join(value) for name, value in values.items()}
    top = top_of(options)
    source = export_source(directory, top=top, options=options, tell=lambda line: click.echo(line, err=True))
    write_whole(path, lambda target: export_graph(format_, source, target))
    click.echo(f"{path}: {chosen.ABOUT}")


def top_of(options: dict[str, str]) -> int:
    """Return the number that --top gives, 150 without it.

    Raises:
        BadParameter: if it is none.
    """
    value = options.get("top", "150")
    if not value.isascii() or not value.isdigit() or not int(value):
        raise click.BadParameter("is no whole number from 1", param_hint="--top")
    return int(value)

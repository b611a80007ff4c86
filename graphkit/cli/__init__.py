"""The command line: each command is a module of this folder, loaded only when it is called."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from typing import Any

import click

from graphkit import __version__


class _Commands(click.Group):
    """Finds the commands by the names of the modules, so that ``--help`` imports none of the stages."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in alphabetical order."""
        return sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None when there is none of this name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; errors that a user can mend become one line and exit code 1."""
        from graphkit.errors import GraphkitError

        try:
            return super().invoke(ctx)
        except GraphkitError as error:
            if ctx.params.get("debug"):
                raise
            click.echo(f"graphkit: {' '.join(str(error).split())}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            # The reader of a pipe went away ("graphkit query ... | head"): nothing is wrong.
            sys.stderr.close()
            ctx.exit(0)
        except (click.exceptions.Exit, click.Abort, click.ClickException, KeyboardInterrupt, SystemExit):
            raise
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            kind = type(error).__name__
            click.echo(f"graphkit: unexpected {kind}: {error}; run 'graphkit --debug ...' to see where", err=True)
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="graphkit")
@click.option("--debug", is_flag=True, help="Show a traceback when something fails.")
def main(debug: bool) -> None:
    """Draw the graph of who does what to whom from reports; every edge shows its sentence."""

"""The pages of the server: the explorer, the query page, and what the templates of all others need."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from graphkit import __version__
from graphkit.errors import GraphkitError
from graphkit.export.html import script_json
from graphkit.iris import PREFIXES
from graphkit.query import NamedQuery
from graphkit.serve.pool import QueryPool
from graphkit.serve.requests import RequestError, file_response, read_form, request_error
from graphkit.serve.settings import ServeSettings

STRICT = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# YASGUI writes style attributes; it runs no script of its own making and needs no other host.
QUERY_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
STATIC = {
    "yasgui.min.js": "text/javascript",
    "yasgui.min.css": "text/css",
    "query.js": "text/javascript",
    "style.css": "text/css",
}


def render(name: str, **values: Any) -> str:
    """Return a page made from a template of this folder; every value is escaped."""
    return str(_templates().get_template(name).render(version=__version__, **values))


def explorer(settings: ServeSettings) -> Response:
    """Answer with the explorer of the graph. Its own policy stands inside of it.

    Raises:
        RequestError: 404 if the folder has none.
    """
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "frame-ancestors 'none'"}
    try:
        return file_response(settings.directory / "graph.html", headers)
    except OSError:
        raise RequestError(404, "graph.html is missing in the output folder; run graphkit build again") from None


def query_page(queries: dict[str, NamedQuery]) -> Response:
    """Answer with the page on which queries are written."""
    data = {"queries": describe(queries), "prefixes": PREFIXES}
    page = render("query.html", data=_markup(script_json(data)), queries=list(queries.values()))
    return HTMLResponse(page, headers={"Content-Security-Policy": QUERY_PAGE})


def list_queries(queries: dict[str, NamedQuery]) -> Response:
    """Answer with the named queries and their parameters as JSON."""
    return JSONResponse({"queries": describe(queries)})


def describe(queries: dict[str, NamedQuery]) -> list[dict[str, Any]]:
    """Return the named queries with their parameters as plain values."""
    return [
        {
            "name": query.name,
            "about": query.about,
            "parameters": [
                {
                    "name": one.name,
                    "kind": one.kind,
                    "about": one.about,
                    "required": one.required,
                    "default": one.default,
                }
                for one in query.parameters
            ],
        }
        for query in queries.values()
    ]


def bound_query(request: Request, query: NamedQuery, pool: QueryPool) -> Response:
    """Answer with the text of a named query, the values of the request in their places and its prefixes declared.

    Raises:
        RequestError: 400 naming the parameter that is missing or wrong.
    """
    values = {name: value for name, value in read_form(request.scope["query_string"]) if value}
    try:
        text = query.bound(values, pool.graph.names)
    except GraphkitError as error:
        raise request_error(error) from error
    used = [f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if f"{name}:" in text]
    return PlainTextResponse("".join(used) + text, media_type="application/sparql-query")


def static(name: str) -> Response:
    """Answer with a script or style of this folder.

    Raises:
        RequestError: 404 if there is none.
    """
    if name not in STATIC:
        raise RequestError(404, "there is nothing at this path")
    headers = {"Content-Type": f"{STATIC[name]}; charset=utf-8", "Cache-Control": "max-age=3600"}
    return Response(_static(name), headers=headers)


@cache
def _static(name: str) -> bytes:
    return resources.files(__package__).joinpath("static", name).read_bytes()


@cache
def _templates() -> Any:
    from jinja2 import Environment, PackageLoader

    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=PackageLoader(__package__))


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 (escaped for scripts)

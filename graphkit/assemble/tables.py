"""Edges from statements that are too many for memory: the same answer as ``EdgeTally``, by SQL over Parquet files.

Edges become numbers in their order, documents and dates numbers too (dates in the order in which they widen a period),
so that a statement takes some thirty bytes. Then some edges after the other are counted, as many as memory may hold;
what is more than that waits on disk. DuckDB is loaded when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import Any

from graphkit.assemble.independent import count_independent
from graphkit.errors import OutputError
from graphkit.model import Actor, Edge, Statement
from graphkit.partial_dates import first_day, last_day
from graphkit.records import VOICES, edge_id, voice_of

_ENDS = ("subject", "subject_label", "subject_type", "relation", "object", "object_label", "object_type")
# What edges are made of; a table of statements has more.
COLUMNS = ("id", *_ENDS, "document", "publisher", "date_start", "date_end", "standing", "edge")
_BATCH = 50_000
_FETCH = 5_000
_FIRST = "CASE WHEN date_start <> '' THEN date_start ELSE date_end END"
_LAST = "CASE WHEN date_end <> '' THEN date_end ELSE date_start END"
_VOICE_COUNTS = ", ".join(f"count(*) FILTER (voice = '{voice}') AS n_{voice}" for voice in VOICES)
_STANDING = " ".join(
    (
        "CASE WHEN n_denied > 0 AND n_asserted + n_claimed > 0 THEN 'contested'",
        *(f"WHEN n_{voice} > 0 THEN '{voice}'" for voice in VOICES),
        "END",
    )
)


@dataclass(frozen=True)
class Limits:
    """What assembling may use.

    Attributes:
        memory: of the database, as DuckDB writes sizes ("700MB"); None for its own choice, most of the machine.
        part: how many statements are made into edges at a time; those of one edge stay together all the same.
        threads: None for as many as there are cores.
    """

    memory: str | None = None
    part: int = 1_000_000
    threads: int | None = None


def write_columns(path: Path, statements: Iterable[Statement], symmetric: frozenset[str]) -> None:
    """Write what edges are made of as a Parquet file, holding some statements at a time.

    Args:
        path: of a file that is not there yet.
        statements: each id once, in any order.
        symmetric: ids of the relations whose two ends are alike.

    Raises:
        OSError: if the disk is full.
    """
    import pyarrow
    import pyarrow.parquet

    schema = pyarrow.schema([(name, pyarrow.string()) for name in COLUMNS])
    remaining = iter(statements)
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(remaining, _BATCH)):
            columns: dict[str, list[Any]] = {name: [getattr(one, name) for one in batch] for name in COLUMNS[:-2]}
            columns["standing"] = [voice_of(one) for one in batch]
            columns["edge"] = [_edge_of(one, symmetric) for one in batch]
            writer.write_table(pyarrow.table(columns, schema=schema))


@contextmanager
def assembling(
    folder: Path, statements: Iterable[Statement], symmetric: frozenset[str], limits: Limits | None = None
) -> Iterator[EdgeTables]:
    """Give statements, gone through once, as tables; the folder is for what memory does not hold and is removed again.

    Raises:
        OutputError: as ``EdgeTables`` does.
        OSError: if the disk is full.
    """
    folder.mkdir()
    try:
        file = folder / "statements.parquet"
        write_columns(file, statements, symmetric)
        with EdgeTables([file], folder, symmetric, limits) as tables:
            yield tables
    finally:
        rmtree(folder, ignore_errors=True)


def _edge_of(statement: Statement, symmetric: frozenset[str]) -> str:
    ends = (statement.subject, statement.object)
    one, other = sorted(ends) if statement.relation in symmetric else ends
    return edge_id(one, statement.relation, other)


class EdgeTables:
    """The statements of Parquet files, ready to be made into edges. Close it, or use it as a context.

    Args:
        files: with the columns of ``COLUMNS`` and any others; each statement once.
        folder: a folder for what memory does not hold; it is made and can be removed afterwards.
        symmetric: ids of the relations whose two ends are alike, as when the files were written.
        limits: what may be used.

    Raises:
        OutputError: if a file is damaged, the disk full, or the memory too little.
    """

    def __init__(
        self, files: Sequence[Path], folder: Path, symmetric: frozenset[str], limits: Limits | None = None
    ) -> None:
        import duckdb

        self._folder = folder
        self._limits = limits or Limits()
        # Nothing is fetched from elsewhere; what is needed comes with the package.
        settings: dict[str, Any] = {
            "temp_directory": str(folder),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if self._limits.memory:
            settings["memory_limit"] = self._limits.memory
        if self._limits.threads:
            settings["threads"] = self._limits.threads
        with self._faults():
            self._base = duckdb.connect(config=settings)
            self._base.execute("CREATE VIEW statements AS SELECT * FROM read_parquet(" + _texts(map(str, files)) + ")")
            self._number(sorted(symmetric))

    def __enter__(self) -> EdgeTables:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        import duckdb

        try:
            yield
        except duckdb.Error as error:
            problem = " ".join(str(error).split())[:300]
            mend = "give it more memory or room on the disk, and run the command again"
            raise OutputError(f"edges cannot be assembled ({problem})", path=self._folder, mend=mend) from error

    def _number(self, symmetric: Sequence[str]) -> None:
        """Make a table of rows with numbers in place of texts."""
        run, mirrored = self._base.execute, f"relation IN {_set(symmetric)} AND object < subject"
        run("""
            CREATE TABLE actors AS
            SELECT id, seen.label, seen.type, (row_number() OVER (ORDER BY id))::INTEGER AS number
            FROM (SELECT id, min({'label': label, 'type': type}) AS seen FROM (
                SELECT DISTINCT subject AS id, subject_label AS label, subject_type AS type FROM statements
                UNION ALL SELECT DISTINCT object, object_label, object_type FROM statements) GROUP BY id)""")
        # The id of an edge is a hash of its ends, so it stands for them.
        run(f"""
            CREATE TABLE edges AS
            SELECT edge, relation, a.number AS subject, b.number AS object,
                (row_number() OVER (ORDER BY a.number, relation, b.number))::INTEGER AS number
            FROM (SELECT ('0x' || edge)::UBIGINT AS edge, any_value(relation) AS relation,
                    any_value(CASE WHEN {mirrored} THEN object ELSE subject END) AS subject,
                    any_value(CASE WHEN {mirrored} THEN subject ELSE object END) AS object
                FROM statements GROUP BY 1)
            JOIN actors a ON a.id = subject JOIN actors b ON b.id = object""")
        run("""
            CREATE TABLE sources AS SELECT *, (row_number() OVER ())::INTEGER AS number
            FROM (SELECT DISTINCT document, nullif(publisher, '') AS publisher FROM statements)""")
        self._number_dates()
        run(f"""
            CREATE TABLE numbered AS
            SELECT edges.number AS edge, sources.number AS source, standing::ENUM {_set(VOICES)} AS voice,
                first.first, last.last, ('0x' || s.id)::UBIGINT AS id
            FROM statements s JOIN edges ON edges.edge = ('0x' || s.edge)::UBIGINT
            JOIN sources ON sources.document = s.document
                AND sources.publisher IS NOT DISTINCT FROM nullif(s.publisher, '')
            LEFT JOIN dates first ON first.date = {_FIRST} AND {_LAST} IS NOT NULL
            LEFT JOIN dates last ON last.date = {_LAST} AND {_FIRST} IS NOT NULL""")

    def _number_dates(self) -> None:
        """Number the dates by how far they reach; the least and the greatest number are what ``EdgeTally`` keeps."""
        import pyarrow

        found = self._base.execute(f"SELECT {_FIRST} AS date FROM statements UNION SELECT {_LAST} FROM statements")
        dates = [date for (date,) in found.fetchall() if date is not None]
        first = {date: number for number, date in enumerate(sorted(dates, key=lambda one: (first_day(one), len(one))))}
        last = {date: number for number, date in enumerate(sorted(dates, key=lambda one: (last_day(one), -len(one))))}
        columns = {"date": dates, "first": map(first.__getitem__, dates), "last": map(last.__getitem__, dates)}
        kinds = (("date", pyarrow.string()), ("first", pyarrow.int32()), ("last", pyarrow.int32()))
        self._keep("dates", pyarrow.table({name: pyarrow.array(list(columns[name]), kind) for name, kind in kinds}))

    def _keep(self, name: str, table: Any) -> None:
        """Make a table of the database from one of PyArrow."""
        self._base.register("given", table)
        self._base.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM given")
        self._base.unregister("given")

    def actors(self, known: Mapping[str, Actor]) -> tuple[Actor, ...]:
        """Return the actors that occur, as ``EdgeTally.actors`` does."""
        with self._faults():
            rows = self._base.execute("SELECT id, label, type FROM actors ORDER BY id").fetchall()
        return tuple(known.get(actor) or Actor(actor, label, kind) for actor, label, kind in rows)

    def edges(self, known: Mapping[str, Actor], clusters: Mapping[str, str] | None = None) -> Iterator[Edge]:
        """Yield the edges in the order of ``EdgeTally.edges``, which has the same arguments.

        Raises:
            OutputError: if the disk is full or the memory too little.
        """
        with self._faults():
            for _ in self._parts(known, clusters or {}):
                found = self._base.execute(f"SELECT {_EDGE_COLUMNS} FROM {_EDGE_TABLES}")
                while rows := found.fetchmany(_FETCH):
                    yield from (Edge(*(*row[:-1], tuple(row[-1]))) for row in rows)

    def write_edges(
        self, folder: Path, known: Mapping[str, Actor], clusters: Mapping[str, str] | None = None
    ) -> list[Path]:
        """Write the edges as Parquet files with the fields of ``edges.jsonl``; those of one after those of another.

        Returns:
            the files in their order.

        Raises:
            OutputError: as ``edges`` does.
        """
        files = []
        with self._faults():
            for number in self._parts(known, clusters or {}):
                files.append(folder / f"edges-{number:05}.parquet")
                self._base.execute(
                    f"COPY (SELECT {_EDGE_COLUMNS} FROM {_EDGE_TABLES}) TO {_text(str(files[-1]))}"
                    " (FORMAT parquet, COMPRESSION zstd, DICTIONARY_SIZE_LIMIT 20000)"
                )
        return files

    def _parts(self, known: Mapping[str, Actor], clusters: Mapping[str, str]) -> Iterator[int]:
        """Make the table ``part`` of some edges after the other; yield the number of each part."""
        self._name(known)
        self._number_sources(clusters)
        found = self._base.execute(f"""
            SELECT min(edge), max(edge) FROM (
                SELECT edge, (sum(count(*)) OVER (ORDER BY edge) - 1) // {self._limits.part} AS part
                FROM numbered GROUP BY edge) GROUP BY part ORDER BY 1""")
        for number, (first, last) in enumerate(found.fetchall()):
            self._make_part(first, last)
            self._settle()
            yield number

    def _name(self, known: Mapping[str, Actor]) -> None:
        import pyarrow

        actors = self.actors(known)
        numbers = pyarrow.array(range(1, len(actors) + 1), pyarrow.int32())
        names = pyarrow.array([actor.name for actor in actors], pyarrow.string())
        self._keep("names", pyarrow.table({"number": numbers, "name": names}))

    def _number_sources(self, clusters: Mapping[str, str]) -> None:
        """Number publishers, documents and texts; a document without a publisher is a publisher of its own."""
        import pyarrow

        columns = {"document": list(clusters), "cluster": list(clusters.values())}
        self._keep(
            "clusters", pyarrow.table({name: pyarrow.array(columns[name], pyarrow.string()) for name in columns})
        )
        self._base.execute("""
            CREATE OR REPLACE TABLE told AS SELECT number,
                dense_rank() OVER (ORDER BY coalesce('publisher ' || publisher, 'document ' || document)) AS publisher,
                dense_rank() OVER (ORDER BY document) AS document,
                dense_rank() OVER (ORDER BY coalesce(cluster, document)) AS text
            FROM sources LEFT JOIN clusters USING (document)""")

    def _make_part(self, first: int, last: int) -> None:
        among = f"FROM numbered WHERE edge BETWEEN {first} AND {last}"
        self._base.execute(f"""
            CREATE OR REPLACE TABLE part AS
            WITH said AS (
                SELECT edge, count(*) AS n_statements, {_VOICE_COUNTS}, list(id ORDER BY id) AS statements,
                    min(first) FILTER (voice <> 'denied') AS first, max(last) FILTER (voice <> 'denied') AS last,
                    min(first) FILTER (voice = 'denied') AS denied_first,
                    max(last) FILTER (voice = 'denied') AS denied_last
                {among} GROUP BY edge),
            heard AS (
                SELECT edge, {self._counts()}
                FROM (SELECT DISTINCT edge, source {among}) JOIN told ON told.number = source GROUP BY edge)
            SELECT * FROM said JOIN heard USING (edge)""")

    def _counts(self) -> str:
        """Return what counts documents, publishers and texts; it is dear where a document has several of them."""
        one_each, alone = self._base.execute("""
            SELECT count(*) = count(DISTINCT document), count(DISTINCT text) = count(DISTINCT document) FROM told
            """).fetchall()[0]
        pairs = "count(DISTINCT (publisher, text))"
        simple = one_each and alone
        return ", ".join(
            (
                f"{'count(*)' if one_each else 'count(DISTINCT document)'} AS n_documents",
                "count(DISTINCT publisher) AS n_publishers",
                f"{'count(*)' if simple else 'count(DISTINCT text)'} AS n_texts",
                f"{'count(*)' if simple else pairs} AS n_pairs",
                f"{'NULL' if simple else 'list(DISTINCT (publisher, text))'} AS pairs",
            )
        )

    def _settle(self) -> None:
        """Count the independent sources of the edges in the part; see ``count_independent`` for the simple cases."""
        import pyarrow

        unsettled = "n_pairs <> n_texts AND n_pairs <> n_publishers"
        rows = self._base.execute(f"SELECT edge, pairs FROM part WHERE {unsettled}").fetchall()
        counted = {
            "edge": pyarrow.array([edge for edge, _ in rows], pyarrow.int32()),
            "count": pyarrow.array([count_independent(map(_pair, pairs)) for _, pairs in rows], pyarrow.int64()),
        }
        self._keep("settled", pyarrow.table(counted))


def _pair(pair: Any) -> tuple[Any, Any]:
    one, other = pair.values() if isinstance(pair, dict) else pair
    return one, other


_EDGE_TABLES = """part JOIN edges ON edges.number = part.edge
    JOIN actors a ON a.number = edges.subject JOIN actors b ON b.number = edges.object
    JOIN names c ON c.number = edges.subject JOIN names d ON d.number = edges.object
    LEFT JOIN dates first ON first.first = CASE WHEN n_statements > n_denied THEN part.first ELSE denied_first END
    LEFT JOIN dates last ON last.last = CASE WHEN n_statements > n_denied THEN part.last ELSE denied_last END
    LEFT JOIN settled ON settled.edge = part.edge ORDER BY part.edge"""
_VALUES = {
    "id": "printf('%016x', edges.edge)",
    "subject": "a.id",
    "subject_label": "c.name",
    "relation": "edges.relation",
    "object": "b.id",
    "object_label": "d.name",
    "standing": _STANDING,
    "first_date": "first.date",
    "last_date": "last.date",
    "n_independent": "coalesce(settled.count, CASE WHEN n_pairs = n_texts THEN n_publishers ELSE n_texts END)",
    "statements": "list_transform(statements, lambda one: printf('%016x', one))",
}
_EDGE_COLUMNS = ", ".join(f"{_VALUES.get(field.name, field.name)} AS {field.name}" for field in fields(Edge))


def _text(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def _texts(values: Iterable[str]) -> str:
    return "[" + ", ".join(map(_text, values)) + "]"


def _set(values: Sequence[str]) -> str:
    """Return texts as SQL lists them; one that is no id stands for none."""
    return "(" + ", ".join(map(_text, values or ("",))) + ")"

"""Whatever was built before, and whichever way: the folder holds what a build from scratch would write."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphkit
from graphkit.actors import load_actors
from graphkit.errors import InputError, OutputError
from graphkit.extraction import Extractor
from graphkit.model import Alias
from graphkit.ontology import load_ontology
from graphkit.parse import spacy_parser
from graphkit.pipeline import BuildOptions, add, build, remove, verify
from tests.test_pipeline import contents, differing

TEXTS = (
    "Iran funds Hamas. Israel condemned Iran.",
    "Hamas met Iran on Saturday. Qatar does not fund Hamas. It hosts Khaled Meshaal.",
    "Ismail Haniyeh said that Iran does not fund Hamas, whose leader he is.",
    "Turkey and Qatar discussed the war. The two countries back the Islamic Resistance Movement.",
    "Doha bankrolled Hamas, a former clerk said. Egyptian forces attacked Islamic State in Mosul in 2016.",
    "Nothing happened in Mosul.",
    "Russia visited Cairo. The Russians allegedly arm Hezbollah. Hezbollah thanked Moscow.",
    "Hizbullah fought Islamic State. Hamas fought Islamic State, the Front said.",
    # Near copies of others.
    "Report of an agency. Ismail Haniyeh said that Iran does not fund Hamas, whose leader he is.",
    "Doha bankrolled Hamas, a former clerk said. Egyptian forces attacked Islamic State in Mosul in 2017.",
)
FRONTS = (
    "",
    "---\npublisher: The Daily\n---\n",
    "---\npublisher: The Herald\n---\n",
    "---\ndate: 2016-10-24\nauthor: A. N. Other\n---\n",
)
NAMES = ("a.txt", "b.md", "c.txt", "d.md", "e.txt")


@pytest.fixture(autouse=True, scope="module")
def one_pipeline():
    """The parser's model is loaded once for all extractors."""
    patch = pytest.MonkeyPatch()
    patch.setattr("graphkit.parse.load_pipeline", cache(spacy_parser.load_pipeline))
    yield
    patch.undo()


@pytest.fixture(scope="module")
def extractors(pack):
    """Extractors with rules and actors that differ in what the texts speak of."""
    ontology, actors = load_ontology(), load_actors([pack], builtin=False)

    def with_relations(**changed):
        relations = dict(ontology.relations)
        for name, values in changed.items():
            relations[name] = replace(relations[name], **values)
        return replace(ontology, relations=relations)

    funds = ontology.relations["funds"].rules
    bankroll = [rule for rule in funds if "bankroll" in rule.pattern.triggers]
    ontologies = (
        ontology,
        with_relations(funds={"rules": tuple(rule for rule in funds if rule not in bankroll)}),
        with_relations(fights={"symmetric": not ontology.relations["fights"].symmetric}, meets={"label": "saw"}),
        with_relations(funds={"rules": tuple(replace(rule, modality="alleged") for rule in funds)}),
    )
    other = dict(actors)
    other["hamas"] = replace(other["hamas"], aliases=(Alias("the Front"),))
    other["qatar"] = replace(other["qatar"], wikidata="Q846", name="State of Qatar", aliases=(Alias("Qatar"),))
    fewer = {name: actor for name, actor in actors.items() if name != "hezbollah"}
    return [Extractor(o, a) for o in ontologies for a in (actors, other, fewer)]


@dataclass
class Run:
    """A folder of documents and the graph that follows it, beside one that is always built anew."""

    folder: Path
    extractors: list[Extractor]
    used: int = 0
    files: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def write(self, files: dict[str, str], place: str) -> Path:
        folder = self.folder / place / "in"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    def scratch(self) -> Path:
        shutil.rmtree(self.folder / "scratch", ignore_errors=True)
        source = self.write(self.held, "held")
        build(self.extractors[self.used], [str(source)], self.folder / "scratch")
        return self.folder / "scratch"

    def check(self, inputs: bool = True) -> None:
        found, wanted = contents(self.out), contents(self.scratch())
        for one in (found, wanted):
            facts = json.loads(one["build.json"])
            if not inputs:
                del facts["inputs"]
            one["build.json"] = json.dumps(facts).encode()
        assert differing(found, wanted) == []
        assert verify(self.out)[0] == []


steps = st.lists(
    st.tuples(
        st.sampled_from(["build", "build", "build", "add", "remove"]),
        st.integers(0, 11),
        st.dictionaries(
            st.sampled_from(NAMES),
            st.none() | st.tuples(st.sampled_from(FRONTS), st.sampled_from(TEXTS)),
            max_size=3,
        ),
    ),
    min_size=2,
    max_size=5,
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(steps)
def test_any_way_to_a_graph_gives_the_bytes_of_a_build_from_scratch(extractors, tmp_path_factory, steps):
    run = Run(tmp_path_factory.mktemp("run"), extractors)
    build(extractors[0], [str(run.write({}, "source"))], run.out)
    for way, number, changes in steps:
        run.files |= {name: "".join(text) for name, text in changes.items() if text}
        for name in (name for name, text in changes.items() if text is None):
            run.files.pop(name, None)
        source = run.write(run.files, "source")
        if way == "build":
            run.used, run.held = number, dict(run.files)
            build(extractors[number], [str(source)], run.out)
        elif way == "add":
            paths = [str(source / name) for name in sorted(changes) if name in run.files]
            run.used = number
            run.held |= {name: run.files[name] for name in changes if name in run.files}
            add(extractors[number], run.out, paths)
        else:
            gone = [name for name in sorted(changes) if name in run.held]
            for name in gone:
                del run.held[name]
            remove(run.out, [Path(name).stem for name in gone])
        run.check(inputs=way == "build")


def test_copies_that_come_and_go_are_counted_anew(extractors, tmp_path):
    run, texts = Run(tmp_path, extractors), {"c.txt": TEXTS[2], "b.md": f"{FRONTS[1]}{TEXTS[8]}"}

    def counts():
        clusters = {document.id: document.cluster for document in graphkit.load(run.out).documents}
        (edge,) = (edge for edge in graphkit.load(run.out).edges if edge.subject == "iran")
        return clusters, (edge.n_documents, edge.n_publishers, edge.n_independent)

    source = run.write(texts, "source")
    build(extractors[0], [str(source)], run.out)
    assert counts() == ({"b": "b", "c": "b"}, (2, 2, 1))
    (source / "a.txt").write_text(f"{TEXTS[8]} It is so.")
    add(extractors[0], run.out, [str(source / "a.txt")])
    assert counts() == ({"a": "a", "b": "a", "c": "a"}, (3, 3, 1))
    remove(run.out, ["a", "b"])
    assert counts() == ({"c": "c"}, (1, 1, 1))
    (source / "b.md").write_text(f"{FRONTS[2]}{TEXTS[1]}")
    build(extractors[0], [str(source)], run.out)
    assert counts()[0] == {"a": "a", "b": "b", "c": "a"}


def test_documents_that_say_the_same_are_read_once(extractors, tmp_path):
    """Whichever comes first, the smallest id stands for them, and another one when that is gone."""
    run, out = Run(tmp_path, extractors), tmp_path / "out"
    lines = [
        {"id": name, "text": TEXTS[0], "url": f"http://example.com/{name}", "title": name.upper(), "n": number, **more}
        for number, (name, more) in enumerate(
            [("m", {}), ("k", {}), ("p", {}), ("other", {"publisher": "The Daily"}), ("later", {"date": "2014"})]
        )
    ]
    source = run.write({"a.jsonl": "".join(f"{json.dumps(line)}\n" for line in lines)}, "source")
    report = build(extractors[0], [str(source)], out)
    assert (report.n_read, report.counts["documents"], report.counts["duplicates"]) == (3, 3, 2)
    found = {document.id: document for document in graphkit.load(out).documents}
    assert {name: [one.id for one in document.duplicates] for name, document in found.items()} == {
        "k": ["m", "p"], "later": [], "other": [],
    }  # fmt: skip
    assert [one.cluster for one in found.values()] == ["k"] * 3
    [m, p] = found["k"].duplicates
    assert (m.url, m.title, m.path, dict(p.extra)) == ("http://example.com/m", "M", "a.jsonl", {"n": 2})
    assert {one.url for one in graphkit.load(out).statements if one.document == "k"} == {"http://example.com/k"}
    assert {edge.n_independent for edge in graphkit.load(out).edges} == {1}
    assert verify(out)[0] == []
    remove(out, ["k"])
    again = graphkit.load(out)
    assert [(one.id, [same.id for same in one.duplicates]) for one in again.documents] == [
        ("later", []), ("m", ["p"]), ("other", []),
    ]  # fmt: skip
    assert {one.url for one in again.statements if one.document == "m"} == {"http://example.com/m"}
    remove(out, ["p"])
    assert [one.id for one in graphkit.load(out).documents] == ["later", "m", "other"]
    assert graphkit.load(out).build["counts"]["duplicates"] == 0
    add(extractors[0], out, [str(source)])
    assert verify(out)[0] == []
    assert contents(out)["documents.jsonl"] == contents(built_anew(run, source))["documents.jsonl"]


def built_anew(run, source):
    build(run.extractors[0], [str(source)], run.folder / "anew")
    return run.folder / "anew"


def test_duplicates_without_a_cache(extractors, tmp_path):
    run = Run(tmp_path, extractors)
    run.held = dict.fromkeys(("a.txt", "c.txt", "e.txt"), TEXTS[0])
    build(extractors[0], [str(run.write(run.held, "source"))], run.out)
    shutil.rmtree(run.out / "cache")
    remove(run.out, ["a"])
    del run.held["a.txt"]
    run.check(inputs=False)


def test_what_has_not_changed_is_not_read_again(extractors, tmp_path):
    run = Run(tmp_path, extractors)
    source = run.write(dict(zip(NAMES, TEXTS, strict=False)), "source")
    first, second = (build(extractors[0], [str(source)], run.out) for _ in range(2))
    assert (first.n_read, first.n_kept) == (5, 0)
    assert (second.n_read, second.n_kept, second.notes) == (0, 5, [])
    assert second.counts == first.counts
    assert second.relations == first.relations
    (source / "a.txt").write_text("Iran no longer funds Hamas.")
    (source / "c.txt").unlink()
    third = build(extractors[0], [str(source)], run.out)
    assert (third.n_read, third.n_kept) == (1, 3)
    # Hezbollah stands in none of the texts, so that its absence concerns none of them.
    assert build(extractors[2], [str(source)], run.out).n_read == 0
    # A verb of the rules that are gone ("fund", "bankroll") stands in three of them.
    assert build(extractors[5], [str(source)], run.out).n_read == 3
    assert build(extractors[5], [str(source)], run.out, BuildOptions(fresh=True)).n_read == 4


@pytest.fixture
def small(extractors, tmp_path):
    """A graph of five documents."""
    run = Run(tmp_path, extractors)
    run.held = dict(zip(NAMES, TEXTS, strict=False))
    build(extractors[0], [str(run.write(run.held, "source"))], run.out)
    return run


def rebuilt(run):
    return build(run.extractors[0], [str(run.folder / "source" / "in")], run.out)


@pytest.mark.parametrize("file", ["documents.jsonl", "state.json"])
@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "folder"])
def test_damaged_cache_is_said_and_not_used(small, file, damage):
    path = small.out / "cache" / file
    data = path.read_bytes()
    if damage == "folder":
        path.unlink()
        path.mkdir()
    else:
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        path.write_bytes({"cut": data[:middle], "flip": flipped, "empty": b""}[damage])
    report = rebuilt(small)
    assert (report.n_read, report.n_kept) == (5, 0)
    [note] = report.notes
    assert note.path == "cache"
    assert "is damaged" in note.text
    assert "every document was read again" in note.text
    small.check()


def test_cache_without_its_state_or_of_another_format_is_no_cache(small):
    state = small.out / "cache" / "state.json"
    record = json.loads(state.read_text())
    state.write_text(json.dumps(record | {"format": 0}))
    report = rebuilt(small)
    assert (report.n_read, report.notes) == (5, [])
    state.unlink()
    report = rebuilt(small)
    assert (report.n_read, report.notes) == (5, [])
    small.check()


@pytest.mark.parametrize("file", ["statements.jsonl", "graph.trig", "documents.jsonl", "edges.jsonl", "actors.jsonl"])
def test_damaged_records_do_not_outlive_a_build(small, file):
    path = small.out / file
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Hamas", b"Sumas"))
    report = rebuilt(small)
    if file == "statements.jsonl":
        assert 0 < report.n_read < 5
        assert [note.path for note in report.notes] == [file]
    else:
        assert report.n_read == 0
    small.check()


def test_damaged_store_does_not_outlive_a_build(small):
    [table, *_] = sorted((small.out / "store").glob("*.sst"))
    data = bytearray(table.read_bytes())
    data[len(data) // 2] ^= 1
    table.write_bytes(data)
    report = rebuilt(small)
    assert (report.n_read, [note.path for note in report.notes]) == (0, ["store"])
    small.check()
    shutil.rmtree(small.out / "store")
    assert [note.path for note in rebuilt(small).notes] == ["store"]
    small.check()


def test_former_store_stays_as_it_was_while_a_copy_is_changed(small):
    """Both share files; what is written to one must not reach the other."""
    former = small.folder / "former"
    shutil.copytree(small.out, former, copy_function=lambda one, other: Path(other).hardlink_to(one))
    before = contents(former)
    add(small.extractors[0], small.out, [str(small.write({"f.txt": TEXTS[6]}, "more") / "f.txt")])
    remove(small.out, ["a"])
    assert contents(former) == before
    assert verify(former)[0] == []


def test_add_takes_the_place_of_the_same_document_only(small):
    source = small.write({"b.md": "Turkey condemned Hamas.", "g.txt": TEXTS[6]}, "more")
    report = add(small.extractors[0], small.out, [str(source)])
    assert (report.n_read, report.n_kept) == (2, 4)
    assert [d.id for d in graphkit.load(small.out).documents] == ["a", "b", "c", "d", "e", "g"]
    facts = json.loads((small.out / "build.json").read_text())
    assert facts["inputs"] == ["in"]
    assert verify(small.out)[:1] == ([],)
    before = contents(small.out)
    with pytest.raises(InputError, match=r"b\.txt: id 'b': the graph has another document of this id, from b\.md"):
        add(small.extractors[0], small.out, [str(small.write({"b.txt": TEXTS[0]}, "other"))])
    with pytest.raises(OutputError, match="no such folder"):
        add(small.extractors[0], small.folder / "nowhere", [str(source)])
    assert contents(small.out) == before


def test_add_knows_what_was_left_out_before(small):
    source = small.write({**small.held, "empty.txt": "", "void.txt": ""}, "source")
    assert [s.path for s in rebuilt(small).skipped] == ["empty.txt", "void.txt"]
    (source / "void.txt").write_text(TEXTS[6])
    (source / "worse.txt").write_bytes(b"\0\0")
    report = add(small.extractors[0], small.out, [str(source / "void.txt"), str(source / "worse.txt")])
    assert [s.path for s in report.skipped] == ["worse.txt", "empty.txt"]
    lines = (small.out / "skipped.jsonl").read_text().splitlines()
    assert [json.loads(line)["path"] for line in lines] == ["empty.txt", "worse.txt"]


def test_remove_names_what_it_does_not_know(small):
    before = contents(small.out)
    with pytest.raises(InputError, match=r"id 'bb': the graph has no such document; did you mean 'b'\?"):
        remove(small.out, ["a", "bb"])
    assert contents(small.out) == before
    assert remove(small.out, ["a", "a"]).counts["documents"] == 4


def test_remove_does_not_hand_on_what_is_damaged(small):
    source = small.write({"f.txt": TEXTS[6]}, "more")
    for file in ("statements.jsonl", "documents.jsonl", "actors.jsonl", "build.json"):
        path = small.out / file
        data = path.read_bytes()
        path.write_bytes(data.replace(b"Hamas", b"Sumas").replace(b"inverse", b"verse"))
        with pytest.raises(OutputError, match=rf"{file}.*: is damaged.*; run graphkit build again"):
            remove(small.out, ["a"])
        if file != "statements.jsonl":
            with pytest.raises(OutputError, match=rf"{file}.*: is damaged.*; run graphkit build again"):
                add(small.extractors[0], small.out, [str(source)])
        path.write_bytes(data)
    assert remove(small.out, ["a"]).counts["documents"] == 4


def test_remove_works_without_a_cache_and_the_next_build_reads_all(small):
    shutil.rmtree(small.out / "cache")
    del small.held["a.txt"]
    remove(small.out, ["a"])
    small.check(inputs=False)
    (small.folder / "source" / "in" / "a.txt").unlink()
    assert rebuilt(small).n_read == 4
    small.check()


@pytest.mark.parametrize("most", [3_000, 60_000, 400_000])
def test_full_disk_leaves_the_former_graph(small, most):
    """A limit on the size of files stands for the full disk; it strikes another file each time."""
    before = contents(small.out)
    source = small.write({**small.held, "b.md": TEXTS[6]}, "source")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for change in (
        lambda: build(small.extractors[0], [str(source)], small.out),
        lambda: add(small.extractors[0], small.out, [str(source / "b.md")]),
        lambda: remove(small.out, ["a"]),
    ):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        try:
            with pytest.raises(OutputError, match=r"cannot be written \(.*File too large\); free some space"):
                change()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert contents(small.out) == before
        assert sorted(path.name for path in small.folder.iterdir()) == ["out", "source"]
    assert rebuilt(small).n_read == 1


READ_ONLY = """
import os, sys
from pathlib import Path
from graphkit.errors import OutputError
from graphkit.pipeline import remove
# All that is needed is loaded before: who owns nothing may not read the modules either.
import graphkit.loading, graphkit.output, graphkit.store
from graphkit.recipe import page_code, writing_code
page_code(), writing_code()
if os.geteuid() == 0:
    os.setuid(65534)
try:
    remove(Path(sys.argv[1]), ["a"])
except OutputError as error:
    print(error)
"""


def test_read_only_disk_is_said_and_the_graph_stays(small):
    before = contents(small.out)
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(small.out, Path(place) / "out")
        Path(place).chmod(0o555)
        command = [sys.executable, "-c", READ_ONLY, str(Path(place) / "out")]
        done = subprocess.run(command, capture_output=True, text=True)
        Path(place).chmod(0o755)
        assert (done.returncode, done.stderr) == (0, "")
        assert "cannot be written (Permission denied); choose a folder that can be written" in done.stdout
        assert contents(Path(place) / "out") == before
        assert [path.name for path in Path(place).iterdir()] == ["out"]


def test_second_change_says_who_is_at_work(small):
    code = (
        "import sys; from pathlib import Path; from graphkit.folder import replacing\n"
        "with replacing(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(small.out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        holder.stdout.readline()
        for change in (lambda: rebuilt(small), lambda: remove(small.out, ["a"])):
            with pytest.raises(OutputError, match=rf"is being built by process {holder.pid}; wait until it is done"):
                change()
        holder.kill()
    assert remove(small.out, ["a"]).n_kept == 4


PAGE = """<html><head><title>Report</title><meta property="og:site_name" content="The Daily"></head><body><article>
<h1>Report</h1><p>{}</p><p>More was said on this subject by nobody in particular, and at some length, until the evening
came.</p></article></body></html>"""


def counted(monkeypatch):
    """Return a list that grows by one with each page that is taken apart."""
    from graphkit.read import html

    taken, article = [], html._article
    monkeypatch.setattr(html, "_article", lambda text: taken.append(text) or article(text))
    return taken


def test_web_pages_are_taken_apart_once(extractors, tmp_path, monkeypatch):
    taken = counted(monkeypatch)
    run = Run(tmp_path, extractors)
    run.held = {"a.html": PAGE.format(TEXTS[0]), "b.html": PAGE.format(TEXTS[1]), "c.txt": TEXTS[2]}
    source = run.write(run.held, "source")
    build(extractors[0], [str(source)], run.out)
    assert len(taken) == 2
    rebuilt(run)
    remove(run.out, ["c"])
    add(extractors[0], run.out, [str(source / "c.txt")])
    assert len(taken) == 2
    rebuilt(run)
    assert len(taken) == 2
    (source / "b.html").write_text(PAGE.format(TEXTS[3]))
    run.held["b.html"] = PAGE.format(TEXTS[3])
    assert rebuilt(run).n_read == 1
    assert len(taken) == 3
    run.check()
    assert len((run.out / "cache" / "pages.jsonl").read_bytes().splitlines()) == 2
    del taken[:]
    build(extractors[0], [str(source)], run.out, BuildOptions(fresh=True))
    assert len(taken) == 2


def test_damaged_memory_of_pages_is_said_and_not_used(extractors, tmp_path, monkeypatch):
    run = Run(tmp_path, extractors)
    run.held = {"a.html": PAGE.format(TEXTS[0]), "b.html": PAGE.format(TEXTS[1])}
    build(extractors[0], [str(run.write(run.held, "source"))], run.out)
    path = run.out / "cache" / "pages.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Iran funds", b"Iraq funds"))
    taken = counted(monkeypatch)
    assert [note.path for note in rebuilt(run).notes] == ["cache/pages.jsonl"]
    assert len(taken) == 1
    run.check()
    path.write_bytes(b"\xff{]\n")
    assert [note.path for note in rebuilt(run).notes] == ["cache/pages.jsonl"]
    run.check()


def test_pages_over_the_limit_or_without_an_article_are_left_out_each_time(extractors, tmp_path):
    run = Run(tmp_path, extractors)
    run.held = {"a.html": PAGE.format(TEXTS[0]), "b.html": "<html><body></body></html>"}
    source = run.write(run.held, "source")
    first, second = (build(extractors[0], [str(source)], run.out) for _ in range(2))
    assert [s.path for s in first.skipped] == ["b.html"]
    assert second.skipped == first.skipped
    small_pages = BuildOptions(max_bytes=100)
    report = build(extractors[0], [str(source)], run.out, small_pages)
    assert [s.path for s in report.skipped] == ["a.html", "b.html"]
    assert "over the limit" in report.skipped[0].reason

from __future__ import annotations

import io
import itertools
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from graphkit.errors import InputError
from graphkit.model import Document, Skipped
from graphkit.read import read_documents, reader_table


def write(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(f"{path.name}.txt").write_text(text, encoding="utf-8")


def ids(items):
    return [item.id for item in items]


def test_ids_and_paths_are_those_below_the_given_folder(tmp_path):
    write(tmp_path / "corpus", b="Two.", a__c="One.", **{"v1.2": "Three."})

    items = list(read_documents([tmp_path / "corpus"]))

    assert [(item.id, item.path) for item in items] == [
        ("a/c", "a/c.txt"),
        ("b", "b.txt"),
        ("v1.2", "v1.2.txt"),
    ]


def test_a_file_given_itself_is_known_by_its_name(tmp_path):
    write(tmp_path, deep__er__Report="One.")

    (item,) = read_documents([tmp_path / "deep/er/Report.txt"])

    assert (item.id, item.path) == ("Report", "Report.txt")


def test_order_of_paths_does_not_change_the_order_of_documents(tmp_path):
    write(tmp_path / "one", a="A.", z="Z.", m__n="N.")
    write(tmp_path / "two", b="B.", y="Y.")
    write(tmp_path, q="Q.")
    paths = [tmp_path / "one", tmp_path / "two", tmp_path / "q.txt"]

    orders = {tuple(ids(read_documents(order))) for order in itertools.permutations(paths)}

    assert orders == {("a", "b", "m/n", "q", "y", "z")}


def test_order_of_the_folder_listing_does_not_matter(tmp_path, monkeypatch):
    write(tmp_path, c="C.", a="A.", b__d="D.", b__a="E.")
    listed = os.scandir

    class Backwards:
        def __init__(self, path):
            with listed(path) as found:
                self._entries = iter(sorted(found, key=lambda entry: entry.name, reverse=True))

        def __iter__(self):
            return self._entries

        def __next__(self):
            return next(self._entries)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def close(self):
            return None

    forwards = list(read_documents([tmp_path]))
    monkeypatch.setattr(os, "scandir", Backwards)

    assert list(read_documents([tmp_path])) == forwards
    assert ids(forwards) == ["a", "b/a", "b/d", "c"]


def test_a_file_that_two_paths_reach_is_read_once(tmp_path):
    write(tmp_path, sub__a="A.")
    paths = [tmp_path / "sub/a.txt", tmp_path, tmp_path / "sub", f"{tmp_path}/sub/../sub/a.txt"]

    for order in itertools.permutations(paths):
        assert ids(read_documents(order)) == ["sub/a"]


def test_two_documents_with_one_id_are_an_error_that_names_both(tmp_path):
    write(tmp_path / "one", a="A.")
    write(tmp_path / "two", a="B.")

    with pytest.raises(InputError) as caught:
        list(read_documents([tmp_path / "two", tmp_path / "one"]))

    assert str(caught.value) == (
        f"{tmp_path}/two/a.txt: id 'a': the document in {tmp_path}/one/a.txt has this id too;"
        " give one of them another id"
    )


def test_two_lines_with_one_id_are_an_error_that_names_the_lines(tmp_path):
    file = tmp_path / "wires.jsonl"
    file.write_text('{"id": "x", "text": "A."}\n{"id": "y", "text": "B."}\n{"id": "x", "text": "C."}\n')

    with pytest.raises(InputError) as caught:
        list(read_documents([file]))

    assert str(caught.value).startswith(f"{file}:3: id 'x': the document in {file}:1 has this id too")


def test_a_missing_path_is_an_error_at_once(tmp_path):
    with pytest.raises(InputError, match=r"none\.txt: no such file or directory; check the path"):
        read_documents([tmp_path / "none.txt"])


def test_hidden_files_and_the_pictures_of_a_saved_page_are_left_out(tmp_path):
    write(tmp_path, a="A.", **{".b": "B.", ".git__c": "C.", "page_files__ad": "D.", "case_files__e": "E."})
    (tmp_path / "page.html").write_text("<p>The page.</p>")

    assert ids(read_documents([tmp_path])) == ["a", "case_files/e", "page"]


@pytest.mark.parametrize(("name", "kind"), [("scan.png", ".png files"), ("LICENSE", "files without a suffix")])
def test_a_file_without_a_reader_is_named(tmp_path, name, kind):
    (tmp_path / name).write_text("The text.")

    (item,) = read_documents([tmp_path])

    suffixes = ".atom .htm .html .jsonl .jsonl.gz .md .parquet .pdf .rss .txt .warc .warc.gz .xml"
    assert item == Skipped(name, f"there is no reader for {kind}; graphkit reads {suffixes}")


def test_suffixes_are_known_in_capitals(tmp_path):
    (tmp_path / "OLD.TXT").write_text("The text.")

    assert ids(read_documents([tmp_path])) == ["OLD"]


def test_a_name_that_is_only_a_suffix_is_its_own_id(tmp_path):
    (tmp_path / ".txt").write_text("The text.")

    assert ids(read_documents([tmp_path / ".txt"])) == [".txt"]


def test_a_name_that_is_no_utf8_becomes_text_that_is(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("The text.")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")

    (item,) = read_documents([tmp_path])

    assert (item.id, item.path) == ("caf\ufffd", "caf\ufffd.txt")


def test_links_and_what_is_no_file(tmp_path):
    write(tmp_path / "corpus", a="A.")
    write(tmp_path / "elsewhere", b="B.")
    (tmp_path / "corpus/linked.txt").symlink_to(tmp_path / "elsewhere/b.txt")
    (tmp_path / "corpus/gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "corpus/folder").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(tmp_path / "corpus/pipe.txt")

    items = list(read_documents([tmp_path / "corpus"]))

    assert ids(item for item in items if isinstance(item, Document)) == ["a", "linked"]
    assert {item.path: item.reason for item in items if isinstance(item, Skipped)} == {
        "folder": "is a link to a folder, which is not followed; give the folder itself",
        "gone.txt": "cannot be read: no such file or directory",
        "pipe.txt": "is not a regular file; use - to read what a program writes",
    }


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that fails when it is read")
def test_a_file_that_fails_while_it_is_read_is_skipped_and_the_rest_goes_on(tmp_path):
    write(tmp_path, z="Z.")
    (tmp_path / "broken.txt").symlink_to("/proc/self/mem")

    first, second = read_documents([tmp_path])

    assert first == Skipped("broken.txt", "cannot be read: input/output error")
    assert second.id == "z"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_and_a_folder_without_permission_are_skipped(tmp_path):
    write(tmp_path, a="A.", closed__b="B.")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "closed").chmod(0)

    items = list(read_documents([tmp_path]))
    (tmp_path / "closed").chmod(0o700)

    assert items == [
        Skipped("a.txt", "cannot be read: permission denied"),
        Skipped("closed", "cannot be listed: permission denied"),
    ]


def test_standard_input_is_text_with_or_without_front_matter():
    (plain,) = read_documents(["-"], stdin=io.BytesIO(b"\n\nTehran funds the group.\n"))
    (titled,) = read_documents(["-"], stdin=io.BytesIO(b"---\nid: x\ntitle: T\n---\nTehran.\n"))

    assert (plain.id, plain.path, plain.text) == ("stdin", "-", "\n\nTehran funds the group.\n")
    assert (titled.id, titled.title, titled.text) == ("x", "T", "Tehran.\n")


def test_standard_input_is_json_lines_when_its_first_line_is_a_document():
    items = list(read_documents(["-"], stdin=io.BytesIO(b'\n {"text": "One."}\n{"id": "b", "text": "Two."}\nno\n')))

    assert ids(items[:2]) == ["stdin:2", "b"]
    assert items[2].path == "-:4"


@pytest.mark.parametrize("line", [b'{"title": "no text in it"}', b'{"text": ', b"{", b"[1]", b"{text: x}"])
def test_standard_input_that_only_looks_like_json_is_text(line):
    (item,) = read_documents(["-"], stdin=io.BytesIO(line))

    assert item.text == line.decode()


def test_standard_input_is_read_once_and_beside_files(tmp_path):
    write(tmp_path, a="A.")

    items = list(read_documents(["-", tmp_path, "-"], stdin=io.BytesIO(b"From a pipe.")))

    assert ids(items) == ["a", "stdin"]


def test_standard_input_over_the_limit_or_empty_is_skipped():
    assert [item.path for item in read_documents(["-"], max_bytes=9, stdin=io.BytesIO(b"x" * 10))] == ["-"]
    assert list(read_documents(["-"], stdin=io.BytesIO(b""))) == [Skipped("-", "is empty")]


def test_documents_are_streamed(tmp_path):
    write(tmp_path, a="A.", b="B.")
    items = read_documents([tmp_path])

    first = next(items)
    (tmp_path / "b.txt").write_text("Written after the first was read.")

    assert first.text == "A."
    assert next(items).text == "Written after the first was read."


def test_two_readers_of_one_suffix_are_an_error():
    one = SimpleNamespace(NAME="one", SUFFIXES=(".a", ".b"))
    two = SimpleNamespace(NAME="two", SUFFIXES=(".b",))

    with pytest.raises(InputError, match=r"\.b: two readers claim it: one and two"):
        reader_table([one, two])

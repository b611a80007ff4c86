from __future__ import annotations

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.model import Document, Note, Skipped
from graphkit.read import read_documents

PARAGRAPHS = "".join(
    f"<p>On day {number} the ministry said that the talks in the capital would go on.</p>" for number in range(5)
)


def read(tmp_path, data, name="page.html", **options):
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return list(read_documents([file], **options))


def page(body=PARAGRAPHS, head="", attributes=""):
    return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>"


def only(tmp_path, source):
    (item,) = read(tmp_path, source)
    assert isinstance(item, Document), item
    return item


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://a.example/x?id=3&b=1#c">', "https://a.example/x?id=3&b=1#c"),
        ('<meta property="og:url" content="http://a.example/og">', "http://a.example/og"),
        (
            '<meta property="og:url" content="http://a.example/og"><link rel="nofollow CANONICAL" href="http://a.example/c">',
            "http://a.example/c",
        ),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical">', None),
        ("", None),
    ],
)
def test_the_address_is_the_one_the_page_gives_itself(tmp_path, head, url):
    assert only(tmp_path, page(head=head)).url == url


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2012-10-23T21:30:00+03:00">', "2012-10-23"),
        ('<script type="application/ld+json">{"datePublished": "1987-12-09"}</script>', "1987-12-09"),
        ("", None),
    ],
)
def test_the_date_is_that_of_publication(tmp_path, head, date):
    assert only(tmp_path, page(head=head)).date == date


def test_the_language_is_given_by_the_page_only(tmp_path):
    assert only(tmp_path, page(attributes='lang="en-GB"')).language == "en-GB"
    assert only(tmp_path, page()).language is None


def test_a_date_that_only_a_sentence_names_is_not_the_date_of_publication(tmp_path):
    assert only(tmp_path, page("<p>The embargo of 2019-03-04 was lifted by the council.</p>")).date is None
    assert only(tmp_path, page('<p class="date">2019-03-04</p>' + PARAGRAPHS)).date == "2019-03-04"


def test_blocks_are_set_apart_by_a_blank_line_and_wrapped_lines_are_joined(tmp_path):
    body = "<h2>Two\n visits</h2><p>The envoy\n  went to Cairo.<br>Then he\nleft.</p>"
    body += "<ul><li>One</li><li>Two</li></ul><p>End.</p>"
    blocks = ["Two visits", "The envoy went to Cairo.", "Then he left.", "One", "Two", "End."]

    assert only(tmp_path, page(body)).text.replace("- ", "").split("\n\n") == blocks


INLINE = ["a", "b", "em", "i", "strong", "u", "font", "span", "small", "sup", "time", "label", "mark", "cite", "abbr"]


@pytest.mark.parametrize("tag", INLINE)
@pytest.mark.parametrize(
    "body",
    [
        *(
            "<p>{}</p>",
            "<div>{}</div>",
            "<h2>Heading</h2><p>{}</p>",
            "<article><p>{}</p></article>",
            "<ul><li>{}</li></ul>",
        ),
        *(f"<p>{{}}</p>{PARAGRAPHS}", f"<article><div>{{}}</div>{PARAGRAPHS}</article>"),
        *(f"<table><tr><td>{{}}</td></tr></table>{PARAGRAPHS}", f"<blockquote>{{}}</blockquote>{PARAGRAPHS}"),
    ],
)
def test_a_sentence_is_not_cut_at_inline_elements(tmp_path, tag, body):
    sentence = f"The <{tag}>emir</{tag}> told <{tag} class='x'><b>envoys</b></{tag}>, in Doha."

    assert "The emir told envoys, in Doha." in only(tmp_path, page(body.format(sentence))).text


def test_quotation_elements_have_quotation_marks_and_line_breaks_in_a_sentence_are_spaces(tmp_path):
    body = "<p>He said: <q>We paid <b>nothing</b></q>.<br>The minister,<br>a former<br>general, left.</p>"

    assert only(tmp_path, page(body)).text == "He said: “We paid nothing”.\n\nThe minister, a former general, left."


def test_what_is_hidden_in_a_sentence_stays_out(tmp_path):
    body = '<p>The envoy <span style="display:none">never </span>left Cairo on the day after the talks.</p>'

    assert "never" not in only(tmp_path, page(f"<article>{body}{PARAGRAPHS}</article>")).text


def test_menus_comments_and_links_to_other_stories_are_no_text(tmp_path):
    body = (
        f'<nav><a href="/">Front page</a></nav><article>{PARAGRAPHS}</article>'
        '<div id="comments"><p>I do not agree.</p></div>'
        '<div class="related"><a href="/b">Rebels take the town</a></div><footer>All rights reserved</footer>'
    )

    assert only(tmp_path, page(body)).text.split("\n\n") == PARAGRAPHS.replace("</p>", "").split("<p>")[1:]


def test_a_fragment_without_html_is_a_page(tmp_path):
    assert only(tmp_path, "<p>The envoy went to Cairo.</p>").text == "The envoy went to Cairo."
    assert only(tmp_path, "The envoy went to Cairo.").text == "The envoy went to Cairo."


def test_marks_of_direction_and_joiners_are_kept_in_text_and_title(tmp_path):
    marked = "\u202bمی\u200cخواهم\u202c \u2067حماس\u2069 \u200e(Hamas)\u200f"

    item = only(tmp_path, page(f"<h1>On {marked}</h1><p>Known as {marked}, it signed.</p>", "<title>News</title>"))

    assert f"Known as {marked}, it signed." in item.text
    assert item.title == f"On {marked}"


def test_a_declared_character_set_is_used_without_a_note(tmp_path):
    source = page("<p>Президент принял посла в Москве.</p>", '<meta charset="windows-1251">')

    (item,) = read(tmp_path, source.encode("windows-1251"))

    assert item.text == "Президент принял посла в Москве."


def test_a_guessed_character_set_is_said(tmp_path):
    note, item = read(tmp_path, page("<p>Le café de Beyrouth est fermé.</p>").encode("cp1252"))

    assert note == Note("page.html", "is not UTF-8; read as Windows-1252")
    assert item.text == "Le café de Beyrouth est fermé."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"   ", "there is nothing in the page"),
        (b"<html><body></body></html>", "no article was found in the page"),
        (b"<html><body><script>var a = 1;</script></body></html>", "no article was found in the page"),
        (b"<html><body><p>a\0b</p></body></html>", "holds NUL bytes: it is a binary file"),
        (b"<p>" + b"x" * 1000, "is over the limit of 1,000 bytes"),
    ],
)
def test_pages_without_an_article_are_skipped(tmp_path, data, reason):
    (item,) = read(tmp_path, data, max_bytes=1000)

    assert isinstance(item, Skipped)
    assert item.reason.startswith(reason)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<div>" * 100_000 + PARAGRAPHS, "tags inside each other"),
        ("<ul><li>" * 100_000, "tags inside each other"),
        ("<b></b>" * 1_000_000, "tags or attributes"),
        ("<p " + " ".join(f"a{number}=1" for number in range(200_000)) + ">x</p>", "tags or attributes"),
        ("<table><tr>" + "<td>x</td>" * 20_000, "tags side by side"),
        ("<pre>" + "x\n\n" * 200_000, "lines"),
    ],
    ids=["deep", "lists", "many", "attributes", "cells", "preformatted"],
)
def test_a_page_that_would_take_minutes_is_skipped(tmp_path, body, what):
    assert read(tmp_path, page(body)) == [
        Skipped("page.html", f"the page has too many {what} to be an article; save its text alone")
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 400 + PARAGRAPHS + "</div>" * 400,
        f"<div class='{'a ' * 1_000_000}'>{PARAGRAPHS}</div>",
        f"<!-- {'a' * 12_000_000} -->{PARAGRAPHS}",
        f"<p><img src='data:image/png;base64,{'A' * 2_000_000}'></p>{PARAGRAPHS}",
        f"<pre>{chr(10) * 3_000_000}</pre>{PARAGRAPHS}",
        f"{PARAGRAPHS}<p>{'<b>x</b> and ' * 30_000}</p>",
        f"<script type='application/ld+json'>{'[' * 200_000}</script>{PARAGRAPHS}",
    ],
    ids=["deep", "attribute", "comment", "picture", "newlines", "bold", "json"],
)
def test_an_odd_page_still_gives_its_article(tmp_path, body):
    assert "On day 4 the ministry said" in only(tmp_path, page(body)).text


def test_ten_megabytes_on_one_line_are_a_document(tmp_path):
    assert len(only(tmp_path, page("<p>" + "word " * 2_100_000 + "</p>")).text) == 10_499_999


def test_entities_that_expand_each_other_do_not_expand(tmp_path):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    source = f'<!DOCTYPE html [<!ENTITY l0 "laugh">{laughs}]><html><body><p>&l9; he said.</p>{PARAGRAPHS}</body></html>'

    assert len(only(tmp_path, source).text) < 2000


def test_other_peoples_logging_is_left_as_it_was(tmp_path, caplog):
    logger = logging.getLogger("trafilatura")
    before = logger.level

    with caplog.at_level(logging.DEBUG):
        read(tmp_path, "<html><body><p></p></body></html>")

    assert logger.level == before
    assert caplog.records == []


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<b>",
                "</b>",
                "<a href='x'>",
                "</a>",
                "<pre>",
                "</pre>",
                "<table>",
                "<tr>",
            ),
            *(
                "<td>",
                "</table>",
                "<ul>",
                "<li>",
                "</ul>",
                "<br>",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "&amp;",
                "&#0;",
            ),
            *(
                "&#xD800;",
                "<",
                ">",
                "'",
                '"',
                "<title>",
                "</title>",
                "<h1>",
                "</h1>",
                "\n\n",
                "\u200f",
                "a word. ",
                "<?x",
            ),
            *(
                "<meta name='author' content='A B'>",
                "<article>",
                "</article>",
                "<![CDATA[",
                "]]>",
                "<svg>",
                "<q>",
                "</q>",
            ),
            *(
                "\x0b",
                "&#11;",
                "\x1b",
                "<span hidden>",
                "</span>",
                "\ufffe",
                "\U00010600",
                "<html>",
                "<body>",
                "<head>",
            ),
        ]
    )
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    max_size=40,
).map("".join)


@settings(max_examples=150)
@given(source=FRAGMENTS)
def test_any_page_gives_one_document_or_the_reason_and_the_same_again(tmp_path_factory, source):
    folder = tmp_path_factory.mktemp("page")

    *notes, item = first = read(folder, source)

    assert all(isinstance(note, Note) for note in notes)
    assert isinstance(item, Document | Skipped)
    assert read(folder, source) == first

from textwrap import dedent

import pytest
from lxml import html

from index.sources.pages import plain_text


def plain(source: str) -> str:
    return plain_text(html.document_fromstring(f"<html><body>{source}</body></html>"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<h1>Title</h1>intro <b>bo</b>ld<p>One\n two", "Title\n\nintro bold\n\nOne two"),
        ("One<br>two<br><br>three", "One\ntwo\n\nthree"),
        ("<blockquote><p>A<p>B</blockquote>C", "A\n\nB\n\nC"),
        ("<ul><li>a<li><p>b</p><p>c</p></ul>", "- a\n- b\nc"),
        ("<ol start=3><li>a<li value=7>b<li>c</ol>", "3. a\n7. b\n8. c"),
        ("<ol reversed><li>a<li>b</ol>", "2. a\n1. b"),
        ("<ul><li>a<ol><li>x<li>y</ol><li>b</ul>", "- a\n  1. x\n  2. y\n- b"),
        ("<ul><li><ul><li>deep</ul></ul>", "  - deep"),
        ("<dl><dt>Term<dd>What it is</dl>", "Term\nWhat it is"),
        ("<table><tr><th>A<th>B<tr><td>1<td><p>2</p><p>3</p></table>", "A | B\n\n1 | 2 3"),
        ("<table><tr><td>A<td><td>C</table>", "A |  | C"),
        ("<table><tr><td>menu<td><h2>Head</h2><p>One<p>Two</table>", "menu\n\nHead\n\nOne\n\nTwo"),
        ("<pre>\ndef f():\n    return 1\n</pre>", "def f():\n    return 1"),
        ("<pre><div>a</div><div>  b</div></pre>after", "a\n  b\n\nafter"),
        ("a<script>no</script>b<!-- no -->c<style>no</style>d<template>no</template>", "abcd"),
        ("<p hidden>no</p><p style='display: none'>no</p>yes", "yes"),
        ("10<sup>6</sup> and the 1<sup>st</sup>, H<sub>2</sub>O", "10⁶ and the 1st, H2O"),
        ("he said <q>yes</q>", "he said “yes”"),
        ("long&shy;word a&nbsp;&nbsp;b &lt;p&gt;", "longword a b <p>"),
        ("", ""),
    ],
)
def test_structure_is_kept_as_in_a_markdown_file(source: str, expected: str) -> None:
    """Headings, points with their numbers, tables, code and quotations of HTML read as those of Markdown do."""
    assert expected == plain(source)


@pytest.mark.parametrize("source", ["<div>", "<li>", "<table><tr><td>", "<blockquote>", "<ol><li>", "<b>"])
def test_depth_is_no_limit(source: str) -> None:
    """A hundred thousand elements within each other cost neither the program nor the words before them."""
    assert plain("before" + source * 100_000 + "within").startswith("before")


def test_a_tail_after_the_tree_is_not_its_text() -> None:
    """Part of a page gives its own words only."""
    tree = html.document_fromstring(dedent("<div><p id=a>one</p>two</div>")).find(".//p")
    assert tree is not None
    assert plain_text(tree) == "one"

"""The HTML report without a browser: what stands in it, that it is safe, and that it says the same numbers."""

import base64
import gc
import hashlib
import json
import re
import zlib
from html.parser import HTMLParser

import fake_results
import hostile
import pytest

from sayso.errors import UsageError
from sayso.reports import Report, build, save
from sayso.reports.html import chosen, render_html
from sayso.reports.html.classes import CLASS_WORDS
from sayso.reports.html.safety import inline_json, packed_json
from sayso.reports.html.saying import Sayings
from sayso.reports.writing import write


class Page(HTMLParser):
    """Elements with their attributes, the text of scripts and styles, tables as rows of cells."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.raw, self.rows, self.text = [], [], [], []
        self._in, self._cell = "", False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")
            self._cell = True
        if tag in {"script", "style"}:
            self.raw.append([tag, dict(attrs), ""])
            self._in = tag

    def handle_endtag(self, tag):
        if tag == self._in:
            self._in = ""
        if tag in {"td", "th"}:
            self._cell = False

    def handle_data(self, data):
        if self._in:
            self.raw[-1][2] += data
            return
        self.text.append(data)
        if self._cell:
            self.rows[-1][-1] += data

    def data(self, name):
        return json.loads(next(text for _, attrs, text in self.raw if attrs.get("id") == name))


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return hostile.result(tmp_path_factory.mktemp("hostile"), by=["kind", "type"])


@pytest.fixture(scope="module")
def html(found):
    return render_html(build(found, title=hostile.SCRIPT, notes=hostile.EVIL, references={"right": hostile.IMAGE}))


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_nothing_hostile_becomes_an_element(page):
    tags = {tag for tag, _ in page.elements}
    assert "img" not in tags
    assert not [attrs for _, attrs in page.elements if any(name.startswith("on") for name in attrs)]
    assert all("window.hurt = 1</script" not in text for _, _, text in page.raw)
    scripts = [text for tag, attrs, text in page.raw if tag == "script" and attrs.get("type") != "application/json"]
    assert len(scripts) == 1


def test_hostile_words_are_all_there(page):
    shown = "".join(page.text)
    for words in hostile.EVIL:
        assert words in shown
    assert page.data("d0")["id"] == hostile.DOC
    assert page.data("d0")["text"] == hostile.TEXT


def test_the_policy_allows_the_own_script_and_style_by_hash_and_nothing_else(page):
    policy = next(attrs["content"] for tag, attrs in page.elements if tag == "meta" and "http-equiv" in attrs)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    own = {tag: text for tag, attrs, text in page.raw if attrs.get("type") != "application/json"}

    def digest(text):
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert rules == {
        "default-src": "'none'",
        "style-src": digest(own["style"]),
        "script-src": digest(own["script"]),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert not [attrs for _, attrs in page.elements if "style" in attrs]


def test_nothing_is_loaded_from_anywhere(html, page):
    for _, attrs in page.elements:
        for name in ("src", "href"):
            assert attrs.get(name, "#").startswith(("#", "data:"))
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", html)


def test_the_same_result_gives_the_same_bytes(found, html):
    again = render_html(build(found, title=hostile.SCRIPT, notes=hostile.EVIL, references={"right": hostile.IMAGE}))
    assert again == html


def test_the_numbers_read_back(found, page):
    written = page.data("numbers")
    assert written["results"] == [value.to_dict() for value in found.values]
    # Stances: gold has three; the wrong run finds one, with another polarity; the run that failed has none.
    lines = [[cell for cell in row if cell] for row in page.rows]
    start = lines.index(["stances.F", "P", "R", "F"])
    assert lines[start + 1 : start + 4] == [
        [f"{hostile.SCRIPT} 0 of 3 found, 1 predicted", "0.000", "0.000", "0.000"],
        ["right 3 of 3 found, 3 predicted", "1.000", "1.000", "1.000"],
        [f"failed {hostile.TURNED} 0 of 3 found, 0 predicted", "–", "0.000", "0.000"],
    ]


def test_every_class_has_words_and_every_error_a_row_without_a_script(found, page):
    texts = "".join(page.text)
    for words in CLASS_WORDS.values():
        assert words.reason in texts
    rows = [row for row in page.rows if len(row) == 6 and row[1] in {"quotes", "mentions"}]
    assert [row[0] for row in rows if row[1] == "quotes"][:4] == ["wrong speaker", "merged", "ungrounded", "duplicate"]
    assert "We will" in next(row for row in rows if row[0] == "wrong speaker")[3]
    assert f"Errors of {hostile.SCRIPT}: 12" in texts


def test_offsets_are_code_points(page):
    data = page.data("d0")
    covered = {
        data["text"][thing[1][place] : thing[1][place + 1]]
        for thing in data["t"]
        for place in range(0, len(thing[1]), 2)
    }
    assert {"Zoë\u0301 Lee", "𝔘𝔫𝔦𝔬𝔫", "漢字 board", "said" if "said" in covered else "agreed"} <= covered


def test_without_text_no_wording_is_left(found):
    html = render_html(build(found, errors=0, text=False))
    for words in ("Zoë", "We will", "漢字", "members", "agreed", "Ann Lee"):
        assert words not in html
    assert "Wording is left out" in html
    assert "q9" in html
    assert "onerror" not in Page(html).data("d0")["r"][2]["f"]


def test_without_text_things_are_ids_and_offsets():
    [first, _] = hostile.gold()
    words = [
        thing.words
        for layer in ("quotes", "events", "arguments", "stances")
        for thing in Sayings(first, None).things(layer)
    ]
    assert words[0] == f"by e1{hostile.QUOTED}"
    assert f"e2 {hostile.ENDS} v2" in words


def test_json_cannot_end_its_element():
    written = inline_json({"a": "</script><!--&\u2028\u2029"})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"a": "</script><!--&\u2028\u2029"}


def test_packed_json_unpacks():
    packed = json.loads(packed_json({"a": "é</script>"}))
    assert json.loads(zlib.decompress(base64.b64decode(packed))) == {"a": "é</script>"}


def test_a_report_about_something_else_is_its_tables():
    page = Page(render_html(Report(title="About <b>", tables=build(fake_results.two_runs()).tables, signature="s")))
    assert ["quotes.F@overlap(0.5)", "0.667 best", "0.615"] in page.rows
    assert "viewer" not in [attrs.get("id") for _, attrs in page.elements]


def test_of_many_documents_those_with_most_errors_and_some_by_chance(found, monkeypatch):
    monkeypatch.setattr(chosen, "DOCUMENTS", 1)
    html = render_html(build(found))
    # All items of both documents: 17 errors of the first beside 3 of the second.
    assert Page(html).data("settings")["documents"] == [hostile.DOC]
    assert "1 of 2 documents are shown here: the 1 with most errors. All numbers above are of all documents." in html


def test_the_index_has_every_error_with_its_labels(found, page):
    index = page.data("errors-index")
    said = [
        [
            [
                (*flat[at : at + 2], index["labels"][flat[at + 2]], index["labels"][flat[at + 3]], flat[at + 4])
                for at in places
            ]
            for flat in runs
            for places in [range(0, len(flat), 5)]
        ]
        for runs in index["documents"]
    ]
    assert [tuple(sum(one[4] for one in run) for run in runs) for runs in said] == [
        found.error_counts[doc_id] for doc_id in (hostile.DOC, "plain")
    ]
    # A stance of another polarity; mentions and an entity of no label.
    assert (5, 8, "oppose", hostile.SCRIPT, 1) in said[0][0]
    assert said[1][0] == [(0, 15, "", "", 2), (1, 15, "", "", 1)]


@pytest.mark.parametrize("looking", [True, False])
def test_cycles_are_looked_for_afterwards_as_before(found, looking):
    (gc.enable if looking else gc.disable)()
    try:
        chosen.documents_of(found, text=True, keep=1)
        assert gc.isenabled() is looking
    finally:
        gc.enable()


def test_a_sample_is_half_the_worst_and_half_drawn(found):
    assert sorted(chosen.sample(found, 2)) == sorted(found.documents)


def test_too_many_bytes_make_a_sample(found, monkeypatch):
    monkeypatch.setattr(chosen, "BYTES", 10)
    assert "1 of 2 documents are shown here" in render_html(build(found))


def test_many_documents_are_packed(found, monkeypatch):
    monkeypatch.setattr(chosen, "PLAIN", 1)
    packed = Page(render_html(build(found))).data("d0")
    assert json.loads(zlib.decompress(base64.b64decode(packed)))["id"] == hostile.DOC


def test_a_folder_has_an_index_and_pages(found, tmp_path):
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "documents-0007.html").write_text("of an earlier report")
    write(build(found), folder)
    assert sorted(path.name for path in folder.iterdir()) == ["documents-0001.html", "index.html"]
    index = Page((folder / "index.html").read_text(encoding="utf-8"))
    links = [attrs["href"] for tag, attrs in index.elements if tag == "a" and "documents-" in attrs["href"]]
    assert links[1] == "documents-0001.html#plain/"
    assert re.fullmatch(r"documents-0001\.html#[\w%.-]+/", links[0])
    pages = Page((folder / "documents-0001.html").read_text(encoding="utf-8"))
    assert pages.data("settings")["documents"] == [hostile.DOC, "plain"]


def test_a_slash_at_the_end_asks_for_a_folder(found, tmp_path):
    save(found, f"{tmp_path}/report/")
    assert (tmp_path / "report" / "index.html").is_file()


def test_a_folder_that_cannot_be_made(found, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        save(found, f"{tmp_path}/file/report/")


def test_an_ending_in_html(found, tmp_path):
    save(found, tmp_path / "report.html")
    assert "<!doctype html>" in (tmp_path / "report.html").read_text(encoding="utf-8")

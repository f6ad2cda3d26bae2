"""The HTML report in Chromium: every control used, by pointer and by key; no error, no request, axe-core content."""

import shutil
from pathlib import Path

import hostile
import pytest

import sayso
from harbour import record, write
from sayso.reports import build
from sayso.reports.html import chosen, render_html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
    # What playwright leaves open on Python 3.11 is not ours.
    pytest.mark.filterwarnings("default::ResourceWarning"),
]
RUNS = ("careless", "right", "failed")


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def several(folder):
    """Four documents of a quote each, direct or indirect; `one` has that of d2, `other` also that of d3."""
    write(
        folder / "texts.jsonl", [{"doc_id": f"d{number}", "text": f"Wait, said Bo {number}."} for number in range(1, 5)]
    )

    def found(*numbers):
        kinds = ("indirect", "direct")
        quotes = {n: [{"id": "q", "content": [{"start": 0, "end": 4}], "kind": kinds[n % 2]}] for n in numbers}
        return [record(f"d{number}", quotes=quotes.get(number, [])) for number in range(1, 5)]

    gold = write(folder / "all.jsonl", found(1, 2, 3, 4))
    runs = [write(folder / "one.jsonl", found(2)), write(folder / "other.jsonl", found(2, 3))]
    corpus = sayso.load(gold, documents=folder / "texts.jsonl")
    return sayso.score(gold=corpus.gold, predicted=list(map(sayso.read_run, runs)), measures=["quotes.F"])


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The page with plain names, the same with hostile ones, and one whose documents are packed."""
    folder = tmp_path_factory.mktemp("pages")
    plain = hostile.result(folder, names=RUNS)
    pages = {"plain": render_html(build(plain)), "hostile": render_html(build(hostile.result(folder, by=["kind"])))}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chosen, "PLAIN", 0)
        pages["packed"] = render_html(build(plain))
    pages["several"] = render_html(build(several(folder)))
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return folder


@pytest.fixture
def visit(browser, files):
    """Open a page; at the end nothing may have been logged or asked for but the page itself."""
    opened = []

    def go(name="plain", *, at="", scripts=True, **options):
        context = browser.new_context(java_script_enabled=scripts, reduced_motion="reduce", **options)
        page = context.new_page()
        page.set_default_timeout(10_000)
        noise, asked = [], []
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{Path(files, name).with_suffix('.html').as_uri()}{at}")
        if scripts:
            page.wait_for_selector("#entries li")
        opened.append((context, noise, asked))
        return page

    yield go
    for context, noise, asked in opened:
        context.close()
        assert noise == []
        assert [url for url in asked if not url.startswith(("data:", "file:"))] == []
        assert len([url for url in asked if url.startswith("file:")]) == 1


def classes(page):
    return page.locator("#entries .chip").all_inner_texts()


def current(page):
    return page.locator(".entry[aria-current=true]").inner_text()


def test_the_errors_of_the_first_run_are_listed_with_their_reason(visit):
    page = visit()
    # Of the careless run: see `hostile.wrong`.
    assert sorted(classes(page)) == sorted(
        [
            *("wrong speaker", "duplicate", "ungrounded", "merged"),
            *("wrong boundary", "ungrounded", "wrong role", "event not paired"),
            *("wrong polarity", "missed", "missed", "missed"),
        ]
    )
    page.get_by_role("button", name="wrong speaker").first.click()
    told = page.locator("#told").inner_text()
    assert "The right words, but the speakers differ." in told
    assert "q1 · characters" in told
    assert page.locator(".wires text").all_inner_texts() or page.locator(".wires text").count()


def test_the_text_is_there_in_every_panel_to_the_last_character(visit):
    page = visit()
    page.get_by_role("button", name="right", exact=True).click()
    panels = page.locator(".panel .words")
    assert panels.count() == 3
    for text in panels.all():
        assert text.evaluate("one => one.textContent") == hostile.TEXT


def test_spans_are_cut_at_code_points(visit):
    page = visit()
    page.get_by_role("button", name="wrong boundary").first.click()
    gold = page.locator(".panel").first.locator(".on")
    assert "".join(one.evaluate("one => one.textContent") for one in gold.all()) == "𝔘𝔫𝔦𝔬𝔫"
    mine = page.locator(".panel").nth(1).locator(".on")
    assert "".join(one.evaluate("one => one.textContent") for one in mine.all()) == "𝔘𝔫𝔦𝔬𝔫 members"


def test_keys_go_through_the_list_and_the_layers(visit):
    page = visit()
    page.keyboard.press("j")
    first = current(page)
    page.keyboard.press("j")
    assert current(page) != first
    page.keyboard.press("k")
    assert current(page) == first
    before = len(classes(page))
    for number in range(1, 7):
        page.keyboard.press(str(number))
    assert (before, len(classes(page))) == (12, 0)
    assert page.locator("#layers [aria-pressed=true]").count() == 0
    page.keyboard.press("0")
    assert len(classes(page)) == 12
    page.keyboard.press("a")
    assert "right" in classes(page)
    page.keyboard.press("a")
    page.keyboard.press("b")
    assert page.locator(".panels.beside").count() == 1
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") != "search"
    page.keyboard.press("n")
    page.wait_for_function("document.querySelector('#doc-name').title === 'plain'")
    page.keyboard.press("p")
    page.wait_for_function("document.querySelector('#doc-name').title !== 'plain'")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_filters_narrow_the_list(visit):
    page = visit()
    page.select_option("#class", "missed")
    assert set(classes(page)) == {"missed"}
    page.select_option("#class", "")
    page.select_option("#label", "agree")
    assert classes(page) == ["missed"]
    page.select_option("#label", "")
    page.locator("#layers button", has_text="quotes").click()
    assert "wrong speaker" not in classes(page)


def at(page, doc_id):
    page.wait_for_function(f"document.querySelector('#doc-name').title === '{doc_id}'")


def test_a_label_narrows_all_documents(visit):
    page = visit("several")
    page.wait_for_function("document.querySelector('#list-total').textContent === '3 errors in 3 of 4 documents'")
    page.select_option("#label", "direct")
    assert page.locator("#list-total").inner_text() == "2 errors in 2 of 4 documents"
    page.locator("summary", has_text="All 4 documents").click()
    assert page.locator("#index-table tbody tr:visible th").all_inner_texts() == ["d1", "d3"]
    page.keyboard.press("n")
    at(page, "d3")
    assert page.locator("#label").input_value() == "direct"
    assert classes(page) == ["missed"]
    page.keyboard.press("n")
    at(page, "d1")
    page.locator("#runs button", has_text="other").click()
    page.locator("#runs button", has_text="one").click()
    # The other run finds the quote of d3, so nothing else is direct and missed.
    assert page.locator("#list-total").inner_text() == "1 error in 1 of 4 documents"
    page.keyboard.press("n")
    page.select_option("#label", "indirect")
    page.keyboard.press("n")
    at(page, "d4")


def test_side_by_side_lines_are_level_and_nothing_to_list_says_so(visit):
    page = visit()
    page.get_by_role("button", name="failed", exact=True).click()
    page.keyboard.press("b")
    leading = page.locator(".words").evaluate_all("all => all.map((one) => getComputedStyle(one).lineHeight)")
    # The run that failed has nothing to underline.
    assert (len(leading), len(set(leading))) == (3, 1)
    page.select_option("#class", "split")
    assert page.locator("#entries").inner_text() == (
        "Nothing to list here. n opens the next document that has something."
    )


def test_the_next_item_may_be_in_another_document(visit):
    page = visit("several")
    page.keyboard.press("j")
    page.keyboard.press("j")
    at(page, "d3")
    assert "missed" in current(page)
    page.keyboard.press("j")
    at(page, "d4")
    page.keyboard.press("j")
    at(page, "d1")
    page.keyboard.press("k")
    at(page, "d4")
    page.fill("#search", "Bo 4")
    page.wait_for_function("document.querySelector('#list-total').textContent === '1 error in 1 of 4 documents'")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert (page.locator("#doc-name").inner_text(), "missed" in current(page)) == ("d4", True)


def test_where_runs_differ_in_another_document(visit):
    page = visit("several")
    page.locator("#runs button", has_text="other").click()
    page.keyboard.press("d")
    assert classes(page) == []
    page.keyboard.press("n")
    at(page, "d3")
    assert classes(page) == ["missed"]
    assert page.locator("#list-total").inner_text() == ""


def test_only_where_runs_differ(visit):
    page = visit()
    page.get_by_role("button", name="Only where runs differ").click()
    assert classes(page) == []
    page.get_by_role("button", name="right", exact=True).click()
    assert "wrong speaker" in classes(page)
    assert len(classes(page)) == 12
    page.locator("#runs button", has_text="careless").click()
    page.locator("#runs button", has_text="failed").click()
    # The run that failed misses everything that the right one finds.
    assert set(classes(page)) == {"missed", "event not paired"}
    assert "Nothing found:" in page.locator(".panel .failed").inner_text()


def test_search_finds_documents_and_words(visit):
    page = visit()
    page.fill("#search", "nobody heard")
    page.locator("#search-found", has_text="in 1 document").wait_for()
    page.wait_for_selector(".found")
    assert page.locator(".panel").first.locator(".found").all_inner_texts() == ["Nobody heard"]
    page.locator("summary", has_text="All 2 documents").click()
    assert page.locator("#index-table tbody tr:visible").count() == 1
    page.fill("#search", "")
    page.wait_for_function("document.querySelector('#search-found').textContent === ''")
    page.locator("#index-table button", has_text="plain").click()
    page.wait_for_function("document.querySelector('#doc-name').title === 'plain'")


def test_a_number_in_the_table_of_classes_opens_such_an_error(visit):
    page = visit()
    page.get_by_role("button", name="1 quotes of careless: wrong speaker").click()
    page.wait_for_selector(".entry[aria-current=true]")
    assert classes(page) == ["wrong speaker"]


def test_buttons_do_what_keys_do(visit):
    page = visit()
    page.get_by_role("button", name="Next item").click()
    first = current(page)
    page.get_by_role("button", name="Next item").click()
    page.get_by_role("button", name="Previous item").click()
    assert current(page) == first
    page.get_by_role("button", name="Next document").click()
    page.wait_for_function("document.querySelector('#doc-name').title === 'plain'")
    page.get_by_role("button", name="Previous document").click()
    page.wait_for_function("document.querySelector('#doc-name').title !== 'plain'")
    page.get_by_role("button", name="Side by side").click()
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("button", name="Close").click()
    assert not page.locator("#help").is_visible()


def test_every_item_has_an_address(visit):
    page = visit()
    page.get_by_role("button", name="wrong speaker").first.click()
    chosen_there = current(page)
    again = visit(at=page.evaluate("location.hash"))
    again.wait_for_selector(".entry[aria-current=true]")
    assert current(again) == chosen_there
    right = visit(at="#plain/right/g.mentions.e1.mentions%5B0%5D")
    right.wait_for_selector(".entry[aria-current=true]")
    assert "Ann Lee" in current(right)
    visit(at="#no/such/thing")
    visit(at="#%/%")


def test_the_pointer_lights_up_what_belongs_together(visit):
    page = visit()
    source = page.locator(".panel").first.locator(".seg", has_text="protested").first
    source.hover()
    assert page.locator(".wires path").count() == 2
    source.click()
    assert "event" in current(page)
    page.locator("#list-count").hover()
    page.keyboard.press("Escape")
    assert page.locator(".wires").count() == 0


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_axe_is_content_in_both_themes_and_nothing_is_cut_off(visit, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = visit(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.keyboard.press("j")
    page.locator("summary").evaluate_all("all => all.forEach((one) => { one.parentElement.open = true; })")
    found = axe.Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.keyboard.press("t")
    assert axe.Axe().run(page).response["violations"] == []
    page.emulate_media(media="print")
    assert not page.locator(".controls").is_visible()


def test_hostile_names_stay_words(visit):
    page = visit("hostile", viewport={"width": 390, "height": 800})
    page.locator("#runs button").nth(1).click()
    page.locator("#runs button").nth(2).click()
    page.keyboard.press("a")
    for _ in range(4):
        page.keyboard.press("j")
    assert page.evaluate("window.hurt") is None
    assert page.locator("img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert hostile.SCRIPT in page.locator("#runs").evaluate("one => one.textContent")


def test_packed_documents_are_unpacked(visit):
    page = visit("packed")
    assert page.locator(".panel .words").first.evaluate("one => one.textContent") == hostile.TEXT
    page.fill("#search", "AGREED WITH")
    page.locator("#search-found", has_text="in 1 document").wait_for()
    assert len(classes(page)) == 12


def test_without_a_script_tables_and_texts_stay(visit):
    page = visit(scripts=False)
    assert page.locator("#viewer").is_hidden()
    assert page.locator("#written").is_visible()
    assert "protested" in page.locator(".written-out").first.inner_text()
    assert page.locator(".written-out table").count() >= 1
    assert page.locator(".lines").is_visible()

"""The report in a browser: Chromium opens it without an error or a request, and its links, keys and filters work.

Skipped, with the reason, where playwright or Chromium is missing; `CHROMIUM` names one that stands elsewhere.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gwangju_ai_cli.model import Document
from gwangju_ai_cli.pipeline import Settings, survey_document
from gwangju_ai_cli.registry import FACT_TYPES
from gwangju_ai_cli.render import Layout, Result
from gwangju_ai_cli.render.report import render
from tests.cli_runner import SEED, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_BROKEN = (
    "한빛시는 총사업비 480억원(국비 240억원, 시비 200억원)을 들여 도서관을 짓는다.\n"
    '설명회는 2024년 3월 5일(금)에 연다. 김하늘 시장은 "2026년까지 300억원을 더 들이겠다"고 말했다.\n'
)
_HOSTILE = (
    '<script>document.title="owned"</script><img src=x onerror="document.title=1"> 예산 3억원\n'
    '</script></style></title><svg onload=alert(1)> "><a href="javascript:alert(1)">5억원</a> {{7*7}} {% raw %}\n'
    '광주광역시\u202e억원5\u202c는 2024년 5월 3일 "<b>돈</b> 7억원을 쓴다"고 밝혔다.\x00\x07\x1b[2J\ud800 '
    + "긴" * 400
    + " "
    + "x" * 3000
    + " <!--sections-->\n"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests here."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser tests")
    if _CHROMIUM is None:
        pytest.skip("Chromium is not installed (apt-get install chromium): no browser tests")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_QUIET))
        yield started
        started.close()


class _Opened:
    """A page with all that it complained of and asked for."""

    def __init__(self, browser: Browser, path: Path, *, width: int = 1024, scheme: str = "light", script: bool = True):
        self.path = path
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            color_scheme="dark" if scheme == "dark" else "light",
        )
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: self.errors.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())

    def __enter__(self) -> Page:
        return self.page

    def __exit__(self, *_: object) -> None:
        self.context.close()
        assert self.errors == []
        assert [url for url in self.requests if url.partition("#")[0] != self.path.as_uri()] == []


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages of the seed article, of findings, of hostile text, and of several documents."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "broken.txt").write_text(_BROKEN, encoding="utf-8")
    hostile = folder / "hostile.jsonl"
    record = {"id": 'javascript:alert(1)"><script>alert(2)</script>\u202e', "text": _HOSTILE}
    hostile.write_text(json.dumps(record) + "\n", encoding="utf-8")
    texts: dict[str, list[Path]] = {
        "seed": [SEED],
        "broken": [folder / "broken.txt"],
        "hostile": [hostile],
        "several": [SEED, folder / "broken.txt", hostile],
    }
    out = {}
    for name, paths in texts.items():
        out[name] = folder / f"{name}.html"
        done = run("report", *paths, "--date", "2019-10-03", "-o", out[name])
        assert done.code == 0, done.err
    return out


@pytest.mark.parametrize("name", ["seed", "broken", "hostile", "several"])
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1024, "dark"), (1440, "light")])
def test_opens_and_fits(browser: Browser, reports: dict[str, Path], name: str, width: int, scheme: str) -> None:
    with _Opened(browser, reports[name], width=width, scheme=scheme) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert "사실 보고서" in page.title()
        assert page.locator("script").count() == 1
        assert page.locator("img, iframe, object, embed, form, [onload], [onerror], [style]").count() == 0


def test_every_mark_leads_to_its_row_and_back(browser: Browser, reports: dict[str, Path]) -> None:
    with _Opened(browser, reports["seed"]) as page:
        broken = page.evaluate("""() => [...document.querySelectorAll('a[href^="#"]')]
            .map(link => link.getAttribute('href')).filter(href => !document.getElementById(href.slice(1)))""")
        assert broken == []
        mark = page.locator("a.m.org", has_text="광주과학기술원").nth(1)
        mark.click()
        row = page.locator("tr:focus")
        assert "GIST" in row.inner_text()
        assert row.evaluate("row => getComputedStyle(row).outlineStyle") == "solid"
        assert row.is_visible()
        page.keyboard.press("Escape")
        assert page.locator("a.m.org:focus").get_attribute("id") == mark.get_attribute("id")
        mark.click()
        page.locator("tr:focus .go a").nth(2).click()
        assert page.locator(".m:focus").inner_text() == "광주과학기술원"


def test_keys_alone(browser: Browser, reports: dict[str, Path]) -> None:
    with _Opened(browser, reports["broken"]) as page:
        page.locator("a.m.money", has_text="480억원").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("예산: ")
        page.keyboard.press("Enter")
        assert "480억원" in page.locator("tr:focus").inner_text()
        page.keyboard.press("Enter")
        # The link moves the focus, in its own time; wait_for_function would break the page's own policy.
        for _ in range(40):
            if (focus := page.evaluate("document.activeElement.className")) == "t budget":
                break
            page.wait_for_timeout(50)
        assert focus == "t budget"
        page.locator("#k-money").focus()
        page.keyboard.press("Space")
        assert not page.locator(".table.money").is_visible()


def test_a_budget_and_a_quote_around_other_marks(browser: Browser, reports: dict[str, Path]) -> None:
    with _Opened(browser, reports["broken"]) as page:
        quote = page.locator(".m.quote")
        assert quote.locator(".m.budget .m.money").inner_text() == "300억원"
        page.locator("a.t.quote").click()
        assert "김하늘" in page.locator("tr:focus").inner_text()
        page.locator("tr:focus .go a").click()
        assert quote.evaluate("quote => quote === document.activeElement")


def test_findings_lead_to_their_figures(browser: Browser, reports: dict[str, Path]) -> None:
    with _Opened(browser, reports["broken"]) as page:
        findings = page.locator(".findings")
        assert findings.locator("li").count() == 2
        figures = findings.locator("li").first.locator(".figures a")
        assert figures.all_inner_texts() == ["480억원", "240억원", "200억원"]
        figures.nth(2).click()
        assert page.locator(".m.issue:focus").inner_text() == "200억원"
        page.locator("a.t.issue").first.click()
        assert "합계" in page.locator("li:focus").inner_text()


def test_filters_hide_a_kind_and_come_back(browser: Browser, reports: dict[str, Path]) -> None:
    for script in (True, False):
        with _Opened(browser, reports["seed"], script=script) as page:
            mark = page.locator("a.m.date").first
            marked = mark.evaluate("mark => getComputedStyle(mark).backgroundColor") if script else ""
            page.locator("label.chip.date").click()
            assert not page.locator(".table.date").is_visible()
            assert not page.locator(".when").first.is_visible()
            assert page.locator(".table.org").is_visible()
            if script:
                assert mark.evaluate("mark => getComputedStyle(mark).backgroundColor") != marked
                page.locator("#all").click()
                assert not page.locator(".table.org").is_visible()
                assert page.locator("#all").inner_text() == "모두 켜기"
                page.locator("#all").click()
            else:
                page.locator("label.chip.date").click()
            assert page.locator(".table.date").is_visible()


def test_the_timeline_shows_every_dated_fact(browser: Browser, reports: dict[str, Path]) -> None:
    said = run("all", SEED, "--date", "2019-10-03", "--jsonl").facts
    facts = [fact for fact in said if fact["same_as"] is None]  # what is said twice has one row
    dated = {
        index
        for index, fact in enumerate(facts)
        if (fact["kind"] == "date" and (fact["start_date"] or fact["end_date"]))
        or (fact["kind"] == "budget" and fact["period"])
    }
    apart = [fact["text"] for fact in facts if fact["kind"] == "date" and not (fact["start_date"] or fact["end_date"])]
    with _Opened(browser, reports["seed"]) as page:
        rows = page.locator(".timeline svg [data-facts]")
        shown = [int(number) for row in rows.all() for number in (row.get_attribute("data-facts") or "").split()]
        assert sorted(shown) == sorted(dated)
        for row in rows.all():
            box = row.bounding_box()
            assert box is not None
            assert box["width"] >= 3
        assert page.locator(".apart a").all_inner_texts() == apart
        described = page.locator(".timeline svg").first.evaluate(
            "svg => svg.getAttribute('aria-labelledby').split(' ').map(id => document.getElementById(id).textContent)"
        )
        assert all(described)


def test_bars_stand_in_proportion(browser: Browser, reports: dict[str, Path]) -> None:
    with _Opened(browser, reports["seed"]) as page:
        total, *parts = page.locator(".bars svg.one").all()
        width = total.locator(".whole").evaluate("bar => bar.getBoundingClientRect().width")
        widths = [part.locator(".piece").evaluate("bar => bar.getBoundingClientRect().width") for part in parts]
        assert sum(widths) == pytest.approx(width, rel=0.01)
        assert widths[0] / width == pytest.approx(0.4061, abs=0.002)
        assert page.locator(".bars .what b").all_inner_texts() == ["1조원", "4,061억원", "5,939억원"]


def test_hostile_text_stays_text(browser: Browser, reports: dict[str, Path]) -> None:
    with _Opened(browser, reports["hostile"]) as page:
        words = page.locator(".text").inner_text()
        assert '<script>document.title="owned"</script><img src=x onerror' in words
        assert "{{7*7}} {% raw %}" in words
        assert "\\u202e" in words
        assert "\u202e" not in page.content()
        assert page.locator('a[href^="javascript"]').count() == 0
        assert page.locator("a.m.money").count() >= 3


def test_several_documents_have_a_contents_list(browser: Browser, reports: dict[str, Path]) -> None:
    with _Opened(browser, reports["several"]) as page:
        links = page.locator(".contents li > a")
        assert links.count() == 3
        assert page.locator("article.doc").count() == 3
        assert page.locator(".findings .doc").count() == 1
        links.nth(1).click()
        assert page.locator("article.doc:focus h2").inner_text().startswith("한빛시는 총사업비")
        page.emulate_media(media="print")
        breaks = page.locator("article.doc").evaluate_all("docs => docs.map(doc => getComputedStyle(doc).breakBefore)")
        assert breaks == ["page"] * 3


def test_two_hundred_articles_open_at_once(browser: Browser, tmp_path: Path) -> None:
    article = Document(SEED.read_text(encoding="utf-8"), "기사", date(2019, 10, 3))
    result = Result.of(survey_document(article, Settings()))
    path = tmp_path / "many.html"
    with path.open("w", encoding="utf-8") as stream:
        render((result for _ in range(200)), Layout(tuple(kind.kind for kind in FACT_TYPES)), stream.write)
    with _Opened(browser, path, width=1440) as page:
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
        # The processor's seconds, for a busy machine must not decide.
        assert metrics["ProcessTime"] < 2
        assert page.locator(".contents li").count() == 200
        page.locator("#seek").fill("없는 말")
        assert page.locator(".contents li:visible").count() == 0


def test_colours_can_be_read(browser: Browser, reports: dict[str, Path]) -> None:
    contrast = """() => {
        const light = colour => {
            const [r, g, b] = colour.map(part => {
                const value = part / 255;
                return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const read = text => (text.match(/[\\d.]+/g) || []).map(Number);
        const behind = element => {
            for (let at = element; at; at = at.parentElement) {
                const colour = read(getComputedStyle(at).backgroundColor);
                if (colour.length === 3 || colour[3] === 1) return colour.slice(0, 3);
            }
            return [255, 255, 255];
        };
        const poor = [];
        for (const element of document.querySelectorAll('body *')) {
            if (element.closest('svg') || !element.getClientRects().length || !element.textContent.trim()) continue;
            const front = light(read(getComputedStyle(element).color).slice(0, 3)), back = light(behind(element));
            const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
            if (ratio < 4.5) poor.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
        }
        return [...new Set(poor)];
    }"""
    for scheme in ("light", "dark"):
        with _Opened(browser, reports["broken"], scheme=scheme) as page:
            assert page.evaluate(contrast) == []

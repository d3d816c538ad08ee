"""`extract report`: one page, complete in itself, safe whatever the text says."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from tests.cli_runner import SEED, run

_VOID = {"meta", "link", "input", "br"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.marked: list[tuple[str, str]] = []
        self.shown: list[str] = []
        self.ids: list[str] = []
        self.handlers: list[str] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        if tag not in _VOID:
            # What stands inside a mark is marked by the marks around it too.
            kinds = dict(attrs).get("class") or ""
            self._open.append((tag, kinds.removeprefix("m ") if kinds.startswith("m ") else ""))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.shown.append(data)
        kinds = " ".join(kind for _, kind in self._open if kind)
        if kinds:
            self.marked.append((kinds, data))


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    return reader


def test_seed_article_as_a_page(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    done = run("report", SEED, "--date", "2019-10-03", "-o", page)
    assert (done.code, done.out, done.err) == (0, b"", "")
    text = page.read_text(encoding="utf-8")
    reader = _read(text)
    assert reader.tags.count("script") == 1
    assert all(address.startswith("#") or address == "data:," for address in reader.addresses)
    assert {address[1:] for address in reader.addresses if address.startswith("#")} <= set(reader.ids)
    assert len(reader.ids) == len(set(reader.ids))
    assert ("budget money", "4061억원") in reader.marked
    assert any("date" in kinds and data == "내년부터 오는 2024년까지" for kinds, data in reader.marked)
    assert "AI산업융합집적단지 조성사업" in text
    assert text.endswith("</html>\n")


def test_findings_stand_first_and_mark_their_figures() -> None:
    done = run("report", stdin="총사업비 480억원(국비 240억원, 시비 200억원)을 들인다.")
    assert done.code == 0
    assert done.text.index("합계가 맞지 않습니다") < done.text.index('<div class="text">')
    assert any("issue" in kinds.split() and data == "480억원" for kinds, data in _read(done.text).marked)


def test_the_text_is_only_ever_text() -> None:
    done = run("report", stdin='<script>alert("5억원")</script> & 광주시는 "<b>3억원</b>"이라고 밝혔다.\x1b[2J')
    reader = _read(done.text)
    assert reader.tags.count("script") == 1
    assert reader.handlers == []
    assert "\x1b" not in done.text
    assert "&lt;script&gt;" in done.text


def test_every_character_of_the_text_is_on_the_page() -> None:
    done = run("report", SEED, "--date", "2019-10-03")
    body = re.search(r'<div class="text">(.*?)</div>', done.text, re.DOTALL)
    assert body is not None
    reader = _read(body[1])
    reader.close()
    assert "".join(reader.shown) == SEED.read_text(encoding="utf-8")


def test_a_report_is_html(tmp_path: Path) -> None:
    done = run("report", SEED, "-o", tmp_path / "report.json")
    assert done.code == 2
    assert "give it the suffix .html" in done.err


def test_documents_that_cannot_be_read_are_named_and_the_others_done(tmp_path: Path) -> None:
    done = run("report", tmp_path / "none.txt", SEED)
    assert done.code == 2
    assert "none.txt" in done.err
    assert "4061억원" in done.text

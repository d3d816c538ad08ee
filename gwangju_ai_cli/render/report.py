"""One self-contained page to read and to share: each text with its facts marked, findings first, tables below.

No script and nothing from the network; it prints well. What stands in a text can only ever be text here.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from gwangju_ai_cli.model import EntityFact, Fact, IssueFact, Span
from gwangju_ai_cli.render import Layout, Result, Write
from gwangju_ai_cli.render.cells import collect_sections
from gwangju_ai_cli.render.plain import printable, terminal_safe

TITLES = {
    "budget": "예산", "money": "금액", "date": "날짜", "org": "기관·단체", "person": "사람", "place": "장소",
    "quantity": "수량", "quote": "말", "event": "사건", "issue": "맞지 않는 곳",
}
# Kinds that are marked in the running text; budgets and quotes repeat or wrap the others.
_MARKED = ("issue", "money", "date", "org", "person", "place", "quantity", "event")

_HEAD = """<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>사실 보고서</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.7 system-ui, "Noto Sans KR", sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; border-top: 2px solid; padding-top: 1rem; margin-top: 2.5rem }
table { border-collapse: collapse; width: 100%; font-size: .9rem }
th, td { border-bottom: 1px solid #8886; padding: .25rem .5rem; text-align: left; vertical-align: top }
.right { text-align: right; white-space: nowrap } .center { text-align: center }
summary { cursor: pointer; font-weight: 600; margin: .6rem 0 }
.text { white-space: pre-wrap; overflow-wrap: anywhere }
mark { color: inherit; border-radius: .2em; padding: 0 .1em; background: none; border-bottom: 2px solid }
.money { background: #f5c51855; border-color: #b58900 } .date { background: #4aa3df44; border-color: #2b7bb9 }
.org { background: #59b36944; border-color: #2e8540 } .person { background: #c678dd44; border-color: #8e44ad }
.place { background: #e0904f44; border-color: #b9651b } .quantity { background: #9994; border-color: #777 }
.event { border-bottom-style: dotted; border-color: #777 } .issue { outline: 2px solid #d33 }
.findings { border: 1px solid #d33; border-left-width: 6px; padding: .5rem 1rem }
.legend mark { margin-right: .6rem } .quiet { opacity: .7 }
@media print { details { display: block } details > summary { list-style: none } }
</style>
</head>
<body>
<h1>사실 보고서</h1>
"""


def render(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """The page: a section a document, written as documents come."""
    write(_HEAD)
    for result in results:
        write("".join(_document(result, layout)))
    write("</body>\n</html>\n")


def _document(result: Result, layout: Layout) -> Iterator[str]:
    doc = result.document
    issues = [fact for fact in result.facts if isinstance(fact, IssueFact)]
    day = doc.reference_date.isoformat() if doc.reference_date else "없음"
    yield f"<h2>{_text(doc.source)}</h2>\n"
    yield f"<p class=quiet>기준일 {day} · {len(doc.text):,}자 · 사실 {len(result.facts) - len(issues):,}건</p>\n"
    if issues:
        yield f"<div class=findings><strong>{TITLES['issue']} {len(issues)}건</strong>\n<ul>\n"
        yield from (f"<li>{_text(issue.message)}</li>\n" for issue in issues)
        yield "</ul></div>\n"
    kinds = [kind for kind in _MARKED if any(fact.kind == kind for fact in result.facts)]
    yield "<p class=legend>" + "".join(f'<mark class="{kind}">{TITLES[kind]}</mark>' for kind in kinds) + "</p>\n"
    yield f"<div class=text>{_marked(doc.text, result.facts)}</div>\n"
    for section in collect_sections([result], layout):
        title = TITLES.get(section.kind, section.title)
        yield f"<details open><summary>{title} {len(section.rows):,}</summary>\n<table>\n"
        yield "<thead><tr>" + "".join(f'<th class="{c.justify}">{_text(c.head)}</th>' for c in section.columns)
        yield "</tr></thead>\n<tbody>\n"
        for row in section.rows:
            cells = zip(section.columns, row, strict=True)
            yield "<tr>" + "".join(f'<td class="{c.justify}">{_text(cell)}</td>' for c, cell in cells) + "</tr>\n"
        yield "</tbody></table></details>\n"


def _marked(text: str, facts: tuple[Fact, ...]) -> str:
    """The text in stretches, each with the kinds that cover it; a finding marks its figures, not what lies between."""
    marks: list[tuple[Span, str, str]] = []
    for fact in facts:
        if fact.kind in _MARKED:
            spans = fact.mentions if isinstance(fact, EntityFact) else fact.spans if isinstance(fact, IssueFact) else ()
            marks += [(span, fact.kind, _tip(fact)) for span in spans or (fact.span,)]
    edges = sorted({0, len(text), *(edge for span, _, _ in marks for edge in (span.start, span.end))})
    marks.sort(key=lambda mark: (mark[0].start, -mark[0].end))
    out: list[str] = []
    open_marks: list[tuple[Span, str, str]] = []
    at = 0
    for start, end in pairwise(edges):
        while at < len(marks) and marks[at][0].start <= start:
            open_marks.append(marks[at])
            at += 1
        open_marks = [mark for mark in open_marks if mark[0].end > start]
        piece = escape(terminal_safe(text[start:end]))
        if open_marks:
            kinds = " ".join(dict.fromkeys(kind for _, kind, _ in open_marks))
            tips = " · ".join(dict.fromkeys(tip for _, _, tip in open_marks))
            piece = f'<mark class="{kinds}" title="{_text(tips)}">{piece}</mark>'
        out.append(piece)
    return "".join(out)


def _tip(fact: Fact) -> str:
    record = fact.to_dict()
    said = next((record[name] for name in ("message", "name", "value", "amount", "event_type") if record.get(name)), "")
    return f"{TITLES[fact.kind]}: {said} ({fact.rule})"


def _text(words: str) -> str:
    return escape(printable(words))

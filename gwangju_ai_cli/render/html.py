"""One self-contained HTML page with a table a kind: no script, nothing from the network."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from gwangju_ai_cli.render import Layout, Result, Write
from gwangju_ai_cli.render.cells import collect_sections
from gwangju_ai_cli.render.ours import MARK

_HEAD = """<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="generator" content="{mark}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, "Noto Sans KR", sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: left; vertical-align: top }}
td.right, th.right {{ text-align: right }}
</style>
</head>
<body>
"""


def render(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """The page: a heading and a table a kind."""
    write(_HEAD.format(mark=MARK, title=escape(", ".join(layout.commands.get(kind, kind) for kind in layout.kinds))))
    for section in collect_sections(results, layout):
        write(f"<h2>{escape(section.title)}</h2>\n<table>\n<thead><tr>")
        write("".join(f'<th class="{column.justify}">{escape(column.head)}</th>' for column in section.columns))
        write("</tr></thead>\n<tbody>\n")
        for row in section.rows:
            cells = (
                f'<td class="{column.justify}">{escape(cell)}</td>'
                for column, cell in zip(section.columns, row, strict=True)
            )
            write("<tr>" + "".join(cells) + "</tr>\n")
        write("</tbody>\n</table>\n")
    write("</body>\n</html>\n")

"""Documents of a text, written with the libraries that people's own programs use: HWPX, DOCX, PDF, web pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from pathlib import Path

SEED = Path(__file__).parent.parent / "seeds" / "gwangju-ai.txt"
FONT = "HYSMyeongJo-Medium"
"""A Korean font that every PDF reader brings along: reportlab needs no file for it."""
Table = Sequence[Sequence[str]]


def hwpx(blocks: Sequence[str | Table]) -> bytes:
    """An HWPX file of paragraphs and tables."""
    from hwpx import HwpxDocument

    doc = HwpxDocument.new()
    for block in blocks:
        if isinstance(block, str):
            doc.add_paragraph(block)
            continue
        table = doc.add_table(len(block), len(block[0]))
        for row, cells in enumerate(block):
            for column, text in enumerate(cells):
                table.set_cell_text(row, column, text)
    return bytes(doc.to_bytes())


def docx(blocks: Sequence[str | Table]) -> bytes:
    """A DOCX file of paragraphs and tables."""
    import docx as python_docx

    doc = python_docx.Document()
    for block in blocks:
        if isinstance(block, str):
            doc.add_paragraph(block)
            continue
        table = doc.add_table(rows=len(block), cols=len(block[0]))
        for row, cells in enumerate(block):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def pdf(
    blocks: Sequence[str | Table],
    *,
    within_words: bool = False,
    columns: int = 1,
    head: str = "",
    numbers: bool = True,
    size: float = 10,
) -> bytes:
    """A PDF of paragraphs and ruled tables, with a running head and page numbers.

    `within_words` breaks lines between any two syllables, as Korean word processors do by default.
    """
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer
    from reportlab.platypus import Table as RuledTable

    registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle(
        "body", fontName=FONT, fontSize=size, leading=1.6 * size, wordWrap="CJK" if within_words else None
    )
    small = ParagraphStyle("cell", parent=style, fontSize=size - 1, leading=1.3 * size)
    out = io.BytesIO()
    doc = BaseDocTemplate(out, pagesize=A4, topMargin=72, bottomMargin=72, leftMargin=72, rightMargin=72)

    def furnish(canvas: Canvas, _: object) -> None:
        canvas.setFont(FONT, 8)
        if head:
            canvas.drawString(72, A4[1] - 45, head)
        if numbers:
            canvas.drawCentredString(A4[0] / 2, 40, f"- {canvas.getPageNumber()} -")

    gutter = 24
    width = (doc.width - gutter * (columns - 1)) / columns
    frames = [
        Frame(
            doc.leftMargin + n * (width + gutter),
            doc.bottomMargin,
            width,
            doc.height,
            id=f"c{n}",
            leftPadding=0,
            rightPadding=0,
        )
        for n in range(columns)
    ]
    doc.addPageTemplates([PageTemplate(id="page", frames=frames, onPage=furnish)])
    flow: list[object] = []
    for block in blocks:
        if not isinstance(block, str):
            cells = [[Paragraph(escape(text), small) for text in row] for row in block]
            flow.append(RuledTable(cells, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
        elif block.strip():
            flow.append(Paragraph(escape(block), style))
        else:
            flow.append(Spacer(1, 0.8 * size))
    doc.build(flow)
    return out.getvalue()


def pictured_pdf(pages: Sequence[str]) -> bytes:
    """A PDF with a page each: `scan` a picture of a page, `stamped` one with a page number, `logo` a small picture,
    `drawn` letters as curves, `blank` nothing, and any other word a page with that text."""
    from PIL import Image
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(UnicodeCIDFont(FONT))
    picture = ImageReader(Image.linear_gradient("L"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    width, height = A4
    for number, content in enumerate(pages, start=1):
        canvas.setFont(FONT, 10)
        if content in ("scan", "stamped"):
            canvas.drawImage(picture, 0, 0, width, height)
        if content == "logo":
            canvas.drawImage(picture, 40, height - 90, 60, 50)
        if content == "stamped":
            canvas.drawCentredString(width / 2, 40, f"- {number} -")
        if content == "drawn":
            for at in range(120):
                canvas.bezier(20 + at, 100, 25 + at, 130, 30 + at, 90, 35 + at, 110)
        if content not in ("scan", "stamped", "logo", "drawn", "blank"):
            canvas.drawString(72, height - 120, content)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def turned_pdf(lines: Sequence[str], table: Table = (), *, turn: int = 0, rotate: int = 0, side: str = "") -> bytes:
    """A PDF of one page whose lines and ruled table run turned by so many degrees, with /Rotate in its dictionary;
    `side` runs up the left margin."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setPageRotation(rotate)
    width, height = A4
    canvas.setFont(FONT, 10)
    if side:
        canvas.saveState()
        canvas.rotate(90)
        canvas.drawString(300, -30, side)
        canvas.restoreState()
    canvas.translate(*{0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[turn])
    canvas.rotate(turn)
    for number, line in enumerate(lines):
        canvas.drawString(72, 500 - 16 * number, line)
    for row, cells in enumerate(table):
        for column, text in enumerate(cells):
            canvas.rect(72 + 100 * column, 300 - 20 * row, 100, 20)
            canvas.drawString(76 + 100 * column, 305 - 20 * row, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def untold_pdf(pages: Sequence[tuple[int, str]]) -> bytes:
    """A PDF whose pages have so many letters of a font without names for them, and a line of Latin text."""
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/A+B/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
        "/BaseFont/A+B/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor"
        "<</Type/FontDescriptor/FontName/A+B/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200"
        "/CapHeight 700/StemV 80>>>>]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for index, (letters, text) in enumerate(pages):
        codes = "".join(f"{0x300 + number:04x}" for number in range(letters))
        content = f"BT /F1 6 Tf 40 700 Td <{codes}> Tj ET BT /F2 9 Tf 40 600 Td ({text}) Tj ET"
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>"
            f"/Contents {6 + 2 * index} 0 R>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
        ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return f"{out}{head}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def page(
    title: str,
    paragraphs: Sequence[str],
    *,
    charset: str = "utf-8",
    table: Table | None = None,
    published: str | None = "2019-10-03T09:12:00+09:00",
) -> bytes:
    """A newspaper's page around an article: menus, captions, a reporter's address, related news, a footer."""
    body = "\n".join(f"<p>{escape(text)}</p>" for text in paragraphs if text.strip())
    rows = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in table or ())
    meta = f'<meta property="article:published_time" content="{published}">' if published else ""
    return f"""<!doctype html>
<html lang="ko"><head><meta charset="{charset}"><title>{escape(title)} - 새벽일보</title>{meta}
<meta property="og:title" content="{escape(title)}">
<script>var adverts = ["오늘만 99만원", "2031년 1월 1일"];</script></head>
<body><header><a href="/">새벽일보</a><nav><ul><li><a href="/economy">경제</a></li>
<li><a href="/local">예산 77억원 시대</a></li>
<li><a href="/sports">운동</a></li></ul></nav></header>
<main><article><h1>{escape(title)}</h1>
<figure><img src="http://127.0.0.1:9/a.jpg" alt=""><figcaption>지난 1월 15일 열린 모임. 새벽일보</figcaption></figure>
<div class="article-body">{body}<table>{rows}</table></div>
<p class="reporter">김새벽 기자 dawn@saebyeok.example</p>
<p class="copyright">저작권자 &copy; 새벽일보, 무단 전재 및 재배포 금지</p></article>
<section class="related"><h3>관련기사</h3><ul><li><a href="/1">새벽군, 다리에 88억원</a></li>
<li><a href="/2">11월 6일 축제 연다</a></li></ul></section></main>
<aside><h3>많이 본 뉴스</h3><ol><li><a href="/3">누리시 의원, 66억원 땅 팔아</a></li></ol></aside>
<footer><p>새벽일보 | 등록번호 새벽 가00001 | 등록일자 2001년 3월 2일 | 발행인 박누리 | 새벽시 한길로 1</p></footer>
</body></html>""".encode("cp949" if charset == "euc-kr" else charset)


def seed_lines() -> list[str]:
    """The lines of the seed article."""
    return SEED.read_text(encoding="utf-8").split("\n")

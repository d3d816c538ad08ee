# ruff: noqa: E501 - markup is easier to read on one line
"""What an office document shows is its text; what it does not show is none: bookmarks, addresses, hidden words, memos."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from gwangju_ai_cli.documents.reading import DocumentReader
from gwangju_ai_cli.formats import FORMATS
from tests import documents_hwp
from tests.cli_runner import run
from tests.documents_hostile import HP, HS, W, container, docx, hwpx

pytest.importorskip("dochan", reason="reads HWP, HWPX and DOCX: pip install -e '.[test]'")

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NOT_HIDDEN = '<w:vanish w:val="0"/>'
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def _text(suffix: str, raw: bytes, *, everything: bool = False) -> str:
    form = next(known for known in FORMATS if suffix in known.suffixes)
    with DocumentReader() as reader:
        return reader.read_bytes(raw, form, everything=everything).text


def _docx(body: str, **parts: str) -> bytes:
    head = f'<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:m="{M}" xmlns:v="urn:schemas-microsoft-com:vml">'
    return docx(f'<?xml version="1.0"?>{head}<w:body>{body}</w:body></w:document>', **parts)


def _r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def _hwpx(body: str) -> bytes:
    return hwpx(f'<?xml version="1.0"?><hs:sec xmlns:hs="{HS}" xmlns:hp="{HP}">{body}</hs:sec>')


def _p(inside: str) -> str:
    return f"<hp:p><hp:run>{inside}</hp:run></hp:p>"


SHOWN_BY_DOCX = {
    "a hyphen that does not break": (
        "<w:p><w:r><w:t>5</w:t><w:noBreakHyphen/><w:t>6억원</w:t></w:r></w:p>",
        "5-6억원",
    ),
    "a hyphen that shows only at line ends": (
        "<w:p><w:r><w:t>5</w:t><w:softHyphen/><w:t>6억원</w:t></w:r></w:p>",
        "56억원",
    ),
    "ruby": (
        f"<w:p>{_r('한빛시 ')}<w:r><w:ruby><w:rt>{_r('도서관')}</w:rt><w:rubyBase>{_r('圖書館')}</w:rubyBase></w:ruby>"
        f"<w:t> 50억원</w:t></w:r></w:p>",
        "한빛시 圖書館 50억원",
    ),
    "directions": (
        f"<w:p><w:bdo w:val='ltr'>{_r('예산 ')}</w:bdo><w:dir w:val='ltr'>{_r('50억원')}</w:dir></w:p>",
        "예산 50억원",
    ),
    "custom markup": (
        f"<w:customXml><w:p>{_r('예산 ')}<w:customXml><w:customXmlPr/>{_r('50억원')}</w:customXml></w:p></w:customXml>",
        "예산 50억원",
    ),
    "signs of fonts": (
        "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t> 예산 </w:t><w:sym w:font='Symbol' w:char='F035'/>"
        "<w:sym w:font='Batang' w:char='3132'/></w:r></w:p>",
        "☑ 예산 5ㄲ",
    ),
    "WordArt": (
        f"<w:p><w:r><w:pict><v:shape><v:textpath string='예산 50억원'/></v:shape></w:pict></w:r></w:p><w:p>{_r('끝.')}</w:p>",
        "예산 50억원\n\n끝.",
    ),
    "a choice": (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='10억원'/>"
        "<w:listEntry w:val='50억원'/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText>"
        f"</w:r></w:p><w:p>{_r('끝.')}</w:p>",
        "50억원\n\n끝.",
    ),
    "a formula of one line": (
        f"<w:p>{_r('예산 ')}<m:oMath><m:r><m:t>50</m:t></m:r></m:oMath>{_r('억원')}</w:p>",
        "예산 50억원",
    ),
    "no hidden words": (
        f"<w:p>{_r('예산 50억원')}{_r(' 아님 70억원', '<w:vanish/>')}{_r('이다.', NOT_HIDDEN)}</w:p>",
        "예산 50억원이다.",
    ),
    "no bookmark, address or remark": (
        f"<w:p><w:bookmarkStart w:id='1' w:name='예산70억원'/>{_r('예산 ')}<w:bookmarkEnd w:id='1'/>"
        f"<w:commentRangeStart w:id='7'/><w:hyperlink w:anchor='year2031'>{_r('50억원')}</w:hyperlink>"
        "<w:commentRangeEnd w:id='7'/><w:r><w:commentReference w:id='7'/></w:r></w:p>",
        "예산 50억원",
    ),
    "no half of a formula": (
        f"<w:p>{_r('예산 3')}<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>8</m:t></m:r></m:sup>"
        f"</m:sSup></m:oMath>{_r('원')}</w:p>",
        "예산 3\ufffc원",
    ),
    "no row that was struck out": (
        f"<w:tbl><w:tr><w:tc><w:p>{_r('가')}</w:p></w:tc><w:tc><w:p>{_r('50억원')}</w:p></w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del w:id='1' w:author='a'/></w:trPr><w:tc><w:p>{_r('나')}</w:p></w:tc>"
        f"<w:tc><w:p>{_r('70억원')}</w:p></w:tc></w:tr></w:tbl>",
        "| 가 | 50억원 |",
    ),
}


@pytest.mark.parametrize("what", list(SHOWN_BY_DOCX))
def test_what_word_shows(what: str) -> None:
    body, wanted = SHOWN_BY_DOCX[what]
    assert _text(".docx", _docx(body)) == wanted


def test_styles_hide_words_and_are_based_on_others() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style><w:style w:styleId="c"><w:basedOn w:val="a"/><w:rPr>'
        '<w:vanish w:val="false"/></w:rPr></w:style></w:styles>'
    )
    body = "<w:p>" + "".join(_r(name, f'<w:rStyle w:val="{name}"/>') for name in "abcd") + "</w:p>"
    body += f"<w:p><w:pPr><w:pStyle w:val='b'/></w:pPr>{_r('70억원')}</w:p>"
    assert _text(".docx", _docx(body, **{"word/styles.xml": styles})) == "cd"


_CELL = "<hp:tc><hp:subList><hp:p><hp:run><hp:t>{}</hp:t></hp:run></hp:p></hp:subList><hp:cellAddr colAddr='{}' rowAddr='{}'/></hp:tc>"
_TABLE = "<hp:tbl rowCnt='2' colCnt='2'>" + "".join(
    "<hp:tr>" + "".join(_CELL.format(words, column, row) for column, words in enumerate(cells)) + "</hp:tr>"
    for row, cells in enumerate((("국비", "시비"), ("70억원", "50억원")))
) + "</hp:tbl>"  # fmt: skip
SHOWN_BY_HWPX = {
    "a hyphen": (_p("<hp:t>2026<hp:hyphen/>12<hp:hyphen/>05 공고</hp:t>"), "2026-12-05 공고"),
    "blanks that do not break": (_p("<hp:t>예산<hp:nbSpace/>50<hp:fwSpace/>억원</hp:t>"), "예산 50 억원"),
    "ruby": (
        _p(
            "<hp:t>한빛시 </hp:t><hp:dutmal><hp:mainText>圖書館</hp:mainText><hp:subText>도서관</hp:subText></hp:dutmal>"
            "<hp:t> 50억원</hp:t>"
        ),
        "한빛시 圖書館 50억원",
    ),
    "WordArt": (_p("<hp:textart text='예산 50억원'/>"), "예산 50억원"),
    "the caption of a shape": (
        _p(
            "<hp:rect><hp:drawText><hp:subList><hp:p><hp:run><hp:t>상자</hp:t></hp:run></hp:p></hp:subList></hp:drawText>"
            "<hp:caption side='BOTTOM'><hp:subList><hp:p><hp:run><hp:t>예산 50억원</hp:t></hp:run></hp:p></hp:subList>"
            "</hp:caption></hp:rect>"
        ),
        "상자\n\n예산 50억원",
    ),
    "a box and the words beside it": (
        _p("<hp:t>구분</hp:t><hp:checkBtn caption='신규 50억원' value='CHECKED'/>"),
        "구분 신규 50억원",
    ),
    "the number of a table": (
        _p("<hp:t>표 </hp:t><hp:ctrl><hp:autoNum num='3' numType='TABLE'/></hp:ctrl><hp:t>. 예산</hp:t>"),
        "표 3. 예산",
    ),
    "a table straight under the section": (_TABLE, "| 국비 | 시비 |\n| 70억원 | 50억원 |"),
    "no bookmark or address": (
        _p(
            "<hp:t>예산 </hp:t><hp:ctrl><hp:bookmark name='예산70억원'/></hp:ctrl><hp:ctrl><hp:fieldBegin type='HYPERLINK'>"
            "<hp:parameters><hp:stringParam name='Path'>https://www.hanbit.example/2031</hp:stringParam></hp:parameters>"
            "</hp:fieldBegin></hp:ctrl><hp:t>50억원</hp:t><hp:ctrl><hp:fieldEnd/></hp:ctrl>"
        ),
        "예산 50억원",
    ),
    "no half of a formula": (
        _p("<hp:t>예산 3</hp:t><hp:equation><hp:script>TIMES 10 ^{8}</hp:script></hp:equation><hp:t>원</hp:t>"),
        "예산 3\ufffc원",
    ),
    "no data of a chart": (_p("<hp:t>예산</hp:t><hp:chart chartIDRef='Chart/chart1.xml'/>"), "예산"),
}
_REMARK = "<hp:{0}><hp:subList><hp:p><hp:run><hp:t>70억원 {0}</hp:t></hp:run></hp:p></hp:subList></hp:{0}>"


@pytest.mark.parametrize("what", list(SHOWN_BY_HWPX))
def test_what_hwpx_shows(what: str) -> None:
    body, wanted = SHOWN_BY_HWPX[what]
    assert _text(".hwpx", _hwpx(body)) == wanted


def _control(kind: bytes, more: bytes = b"") -> bytes:
    return documents_hwp.record(71, 1, kind[::-1] + more)


def _with_control(text: str, sign: int, kind: bytes, control: bytes, after: str = "") -> bytes:
    """The records of a paragraph with one control between two stretches of text."""
    place = struct.pack("<H4s8xH", sign, kind[::-1], sign)
    written = text.encode("utf-16-le") + place + (after + "\r").encode("utf-16-le")
    head = struct.pack("<IIHBBHHHI", len(written) // 2, 1 << sign, 0, 0, 0, 1, 0, 0, 0) + b"\0\0"
    return documents_hwp.record(66, 0, head) + documents_hwp.record(67, 1, written) + control


def _units(text: str) -> bytes:
    return struct.pack("<H", len(text)) + text.encode("utf-16-le")


def _listed(text: str) -> bytes:
    return documents_hwp.record(72, 2, struct.pack("<HHI", 1, 0, 0)) + documents_hwp.paragraph(text, 2)


SHOWN_BY_HWP: dict[str, tuple[Callable[[], bytes], str]] = {
    "no bookmark": (
        lambda: _with_control(
            "예산 ",
            22,
            b"bokm",
            _control(b"bokm") + documents_hwp.record(87, 2, b"\x1b\x02\x01\0\0\0\0\x40\x01\0" + _units("예산70억원")),
            "50억원",
        ),
        "예산 50억원",
    ),
    "no hidden remark": (
        lambda: _with_control("예산 ", 15, b"tcmt", _control(b"tcmt") + _listed("70억원 확인"), "50억원"),
        "예산 50억원",
    ),
    "ruby without what is written over it": (
        lambda: _with_control(
            "한빛시 ",
            23,
            b"tdut",
            _control(b"tdut", _units("圖書館") + _units("도서관") + b"\0" * 20),
            " 50억원",
        ),
        "한빛시 圖書館 50억원",
    ),
    "WordArt": (
        lambda: _with_control(
            "예산 ",
            11,
            b"gso ",
            _control(b"gso ", b"\0" * 42)
            + documents_hwp.record(76, 2, b"tat$" * 2 + b"\0" * 40)
            + documents_hwp.record(90, 3, b"\0" * 32 + _units("50억원") + _units("돋움")),
        ),
        "예산\n\n50억원",
    ),
    "the number of a table": (
        lambda: _with_control("표 ", 18, b"atno", _control(b"atno", struct.pack("<IH6x", 4, 12)), ". 예산 50억원"),
        "표 12. 예산 50억원",
    ),
    "no number of a page": (
        lambda: _with_control("쪽 ", 18, b"atno", _control(b"atno", struct.pack("<IH6x", 0, 12)), ". 예산 50억원"),
        "쪽 . 예산 50억원",
    ),
    "a footnote": (
        lambda: _with_control("예산", 17, b"fn  ", _control(b"fn  ", b"\0" * 8) + _listed("국비 50억원"), "이다."),
        "예산이다.\n\n국비 50억원",
    ),
}


@pytest.mark.parametrize("what", list(SHOWN_BY_HWP))
def test_what_hwp_shows(what: str) -> None:
    make, wanted = SHOWN_BY_HWP[what]
    assert _text(".hwp", documents_hwp.hwp([make()])) == wanted


def _remarks() -> dict[str, bytes]:
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="7"><w:p>{_r("70억원 memo")}</w:p></w:comment></w:comments>'
    aside = _p(
        "<hp:t>예산 50억원</hp:t>"
        + "".join(f"<hp:ctrl>{_REMARK.format(name)}</hp:ctrl>" for name in ("header", "footer", "hiddenComment"))
    )
    return {
        "a.docx": _docx(f"<w:p>{_r('예산 50억원')}</w:p>", **{"word/comments.xml": comments}),
        "a.hwpx": _hwpx(aside),
        "a.hwp": documents_hwp.hwp(
            [
                _with_control("예산 50억원", 16, b"head", _control(b"head", b"\0" * 8) + _listed("70억원 머리말")),
                _with_control("", 2, b"secd", _control(b"secd", b"\0" * 24) + _listed("70억원 바탕쪽")),
                documents_hwp.record(93, 1, b"\0" * 4)
                + documents_hwp.record(72, 1, struct.pack("<HHI8x", 1, 0, 0))
                + documents_hwp.paragraph("70억원 메모", 1),
            ]
        ),
    }


@pytest.mark.parametrize(
    ("name", "told", "words"),
    [
        ("a.docx", "1 memo", ["70억원 memo"]),
        ("a.hwpx", "1 header, 1 footer, 1 memo", ["70억원 header", "70억원 footer", "70억원 hiddenComment"]),
        ("a.hwp", "1 header, 1 master page, 1 memo", ["70억원 머리말", "70억원 바탕쪽", "70억원 메모"]),
    ],
)
def test_what_is_left_out_is_told_and_can_be_had(name: str, told: str, words: list[str], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(_remarks()[name])
    done = run("money", "--jsonl", "-v", path)
    assert [fact["amount"] for fact in done.facts] == [5_000_000_000]
    assert f"1 fact; left out: {told} (extract text --all shows them)" in done.err
    assert run("money", path).err == ""
    assert run("text", path).text.strip() == "예산 50억원"
    assert f"left out: {told}" in run("text", "-v", path).err
    assert run("text", "--all", path).text.split("\n\n") == ["예산 50억원", *words]


def test_pages_of_a_container_that_repeat_are_told(tmp_path: Path) -> None:
    master = f'<m xmlns:hp="{HP}">{_p("<hp:t>바탕쪽 70억원</hp:t>")}</m>'
    path = tmp_path / "a.hwpx"
    path.write_bytes(
        hwpx(
            f'<hs:sec xmlns:hs="{HS}" xmlns:hp="{HP}">{_p("<hp:t>예산 50억원</hp:t>")}</hs:sec>',
            **{"Contents/masterpage0.xml": master},
        )
    )
    assert "left out: 1 master page" in run("money", "-v", path).err
    assert run("text", "--all", path).text.strip() == "예산 50억원\n\n바탕쪽 70억원"


def test_heads_of_a_pdf_are_told_and_can_be_had(tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    from tests.documents_made import pdf

    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf([f"{number}번째 사업에 {number}억원을 쓴다." for number in range(1, 70)], head="예산서 99억원")
    )
    done = run("money", "--jsonl", "-v", path)
    assert len(done.facts) == 69
    assert "left out: 2 running heads and feet, 2 page numbers" in done.err
    assert "예산서 99억원" in run("text", "--all", path).text
    assert "예산서 99억원" not in run("text", path).text


def test_a_container_without_a_text_part_is_still_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.hwpx"
    path.write_bytes(container({"a.txt": "예산 50억원"}))
    done = run("text", "--all", path)
    assert (done.code, "neither HWPX nor DOCX" in done.err) == (2, True)

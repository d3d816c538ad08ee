# ruff: noqa: E501 - markup is easier to read on one line
"""HML, the XML of one file that 한글 saves, is read as what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("lxml", reason="reads HML: pip install -e '.[test]'")

from gwangju_ai_cli.documents import hml
from gwangju_ai_cli.documents.model import ReadError, Request
from gwangju_ai_cli.formats import recognise
from tests.cli_runner import run


def _p(inside: str) -> str:
    return f'<P ParaShape="0"><TEXT CharShape="0">{inside}</TEXT></P>'


def _list(text: str) -> str:
    return f"<PARALIST>{_p(f'<CHAR>{text}</CHAR>')}</PARALIST>"


def _table(*rows: tuple[str, ...], caption: str = "") -> str:
    shape = f"<SHAPEOBJECT><CAPTION>{_list(caption)}</CAPTION></SHAPEOBJECT>" if caption else ""
    cells = "".join(
        "<ROW>"
        + "".join(f'<CELL ColAddr="{column}" RowAddr="{row}">{_list(text)}</CELL>' for column, text in enumerate(words))
        + "</ROW>"
        for row, words in enumerate(rows)
    )
    return f"<TABLE RowCount='{len(rows)}'>{shape}{cells}</TABLE>"


def _hml(body: str, head: str = "<?xml version='1.0' encoding='UTF-8' standalone='no' ?>") -> bytes:
    return f"{head}<HWPML Style='embed' SubVersion='8.0.0.0' Version='2.8'><HEAD SecCnt='1'><DOCSUMMARY><TITLE>99억원</TITLE></DOCSUMMARY></HEAD><BODY><SECTION Id='0'>{body}</SECTION></BODY><TAIL><BINDATASTORAGE/></TAIL></HWPML>".encode()


def _write(folder: Path, raw: bytes, name: str = "a.hml") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (_p("<CHAR>예산 50억원</CHAR>") + _p("<CHAR>끝.</CHAR>"), "예산 50억원\n\n끝."),
        (_p("<CHAR>2026<HYPHEN/>12<HYPHEN/>05<NBSPACE/>공고<LINEBREAK/>둘째 줄<TITLEMARK Ignore='true'/></CHAR>"), "2026-12-05 공고\n둘째 줄"),
        (_p(_table(("국비", "시비"), ("70억원", "50억원"), caption="표 1. 재원")), "표 1. 재원\n| 국비 | 시비 |\n| 70억원 | 50억원 |"),
        (_p("<CHAR>한빛시 </CHAR><DUTMAL><MAINTEXT>圖書館</MAINTEXT><SUBTEXT>도서관</SUBTEXT></DUTMAL>"), "한빛시 圖書館"),
        (_p(f"<CHAR>본문</CHAR><RECTANGLE><SHAPEOBJECT/><DRAWINGOBJECT><DRAWTEXT>{_list('상자 50억원')}</DRAWTEXT></DRAWINGOBJECT></RECTANGLE>"), "본문\n\n상자 50억원"),
        (_p(f"<CHAR>본문</CHAR><FOOTNOTE>{_list('각주 50억원')}</FOOTNOTE>"), "본문\n\n각주 50억원"),
        (_p("<TEXTART Text='예산 50억원'><SHAPEOBJECT/></TEXTART>"), "예산 50억원"),
        (_p("<CHECKBUTTON Value='1'><FORMOBJECT Caption='신규 50억원'/></CHECKBUTTON>"), "신규 50억원"),
        (_p("<CHAR>예산 3</CHAR><EQUATION><SCRIPT>TIMES 10^8</SCRIPT></EQUATION><CHAR>원</CHAR>"), "예산 3\ufffc원"),
        (_p("<CHAR>표 </CHAR><AUTONUM Number='3' NumberType='Table'/><CHAR>. 예산</CHAR>"), "표 3. 예산"),
        (_p("<BOOKMARK Name='예산70억원'/><CHAR>예산 </CHAR><FIELDBEGIN Type='Hyperlink' Command='https://hanbit.example/2031'/><CHAR>50억원</CHAR><FIELDEND Type='Hyperlink'/>"), "예산 50억원"),
    ],
)  # fmt: skip
def test_what_hml_shows(body: str, wanted: str, tmp_path: Path) -> None:
    assert hml.read(Request(str(_write(tmp_path, _hml(body))), "hml", "HML")).text == wanted


def test_what_stands_beside_the_text_is_told_and_can_be_had(tmp_path: Path) -> None:
    beside = "".join(f"<{name}>{_list(f'70억원 {name}')}</{name}>" for name in ("HEADER", "FOOTER", "HIDDENCOMMENT"))
    path = _write(tmp_path, _hml(_p(f"<CHAR>예산 50억원</CHAR>{beside}")))
    done = run("money", "--jsonl", "-v", path)
    assert [fact["amount"] for fact in done.facts] == [5_000_000_000]
    assert "left out: 1 header, 1 footer, 1 memo" in done.err
    assert run("text", "--all", path).text.split("\n\n") == [
        "예산 50억원",
        "70억원 HEADER",
        "70억원 FOOTER",
        "70억원 HIDDENCOMMENT",
    ]


def test_a_form_of_hml_gives_its_facts(tmp_path: Path) -> None:
    path = _write(tmp_path, _hml(_p(_table(("사업명", "한빛도서관"), ("사업비(백만원)", "7,000")))))
    assert [fact["amount"] for fact in run("money", "--jsonl", path).facts] == [7_000_000_000]


def test_hml_is_known_by_its_first_element() -> None:
    for name in ("", ".xml", ".hml"):
        found = recognise(_hml("")[:300], name)
        assert found is not None
        assert found.name == "HML"
    assert recognise(b"<?xml version='1.0'?><note>", ".xml") is None


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"<?xml version='1.0'?><note/>", "its first element is note, not HWPML"),
        (_hml(_p("<CHAR>50</CHAR>"))[:-20], "no whole XML"),
        (
            _hml(_p(_table(("가", "나")).replace('ColAddr="1" RowAddr="0"', 'ColAddr="999" RowAddr="9999"'))),
            "claim more than",
        ),
        (_hml("", "<?xml version='1.0'?><!DOCTYPE HWPML [<!ENTITY a 'ha'>]>"), "declares a DTD"),
    ],
)
def test_what_is_no_hml_is_refused_by_name(raw: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=said):
        hml.read(Request(str(_write(tmp_path, raw)), "hml", "HML"))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "there is no text in it: it is blank"),
        (_p("<RECTANGLE><SHAPEOBJECT/></RECTANGLE><ELLIPSE/>"), "there is no text in it: only 2 shapes"),
        (_p("<PICTURE><SHAPEOBJECT/></PICTURE>"), "only 1 picture; pictures need OCR first"),
    ],
)
def test_a_document_without_text_says_what_it_holds(body: str, said: str, tmp_path: Path) -> None:
    done = run("money", _write(tmp_path, _hml(body)))
    assert (done.code, said in done.err) == (2, True), done.err

"""HWP, HWPX, DOCX, PDF and web pages give the facts that their text gives."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gwangju_ai_cli.documents.reading import DocumentReader
from gwangju_ai_cli.errors import SourceError
from gwangju_ai_cli.formats import DOCUMENT_SUFFIXES, FORMATS, recognise
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.pipeline import Settings, extract_document
from gwangju_ai_cli.source import KNOWN_SUFFIXES, Failure, Input, read_documents
from tests import documents_hwp, documents_made
from tests.cli_runner import run
from tests.documents_made import seed_lines

for _package, _why in (
    ("dochan", "reads HWP, HWPX and DOCX"),
    ("pypdfium2", "reads PDF"),
    ("trafilatura", "reads web pages"),
    ("hwpx", "writes the tests' HWPX (python-hwpx)"),
    ("docx", "writes the tests' DOCX (python-docx)"),
    ("reportlab", "writes the tests' PDF"),
):
    pytest.importorskip(_package, reason=f"{_package}, which {_why}, is not installed: pip install -e '.[test]'")

PUBLISHED = date(2019, 10, 3)
TABLE = (
    ("구분", "국비", "시비", "합계"),
    ("도서관", "1,240", "860", "2,100"),
    ("하수도", "350", "150", "500"),
    ("합계", "1,590", "1,010", "2,600"),
)


def _made() -> dict[str, Callable[[], bytes]]:
    lines = seed_lines()
    return {
        "seed.hwp": lambda: documents_hwp.hwp(lines),
        "seed.hwpx": lambda: documents_made.hwpx(lines),
        "seed.docx": lambda: documents_made.docx(lines),
        "seed.pdf": lambda: documents_made.pdf(lines),
        "headed.pdf": lambda: documents_made.pdf(lines, head="새벽일보 2019년 제77호", size=13),
        "columns.pdf": lambda: documents_made.pdf(lines, columns=2),
        "seed.html": lambda: documents_made.page(lines[0], lines[1:]),
        "seed.htm": lambda: documents_made.page(lines[0], lines[1:], charset="euc-kr"),
    }


def _read(folder: Path, name: str, raw: bytes, how: Input | None = None) -> Document:
    path = folder / name
    path.write_bytes(raw)
    (item,) = read_documents([path], how)
    assert isinstance(item, Document), str(item)
    return item


def _facts(doc: Document, *kinds: str) -> list[dict[str, Any]]:
    """The facts without their places."""
    placed = {"source", "start", "end", "mentions", "evidence", "page"}
    return [
        {name: value for name, value in fact.to_dict().items() if name not in placed}
        for fact in extract_document(doc, kinds, Settings()).facts
    ]


@pytest.fixture(scope="module")
def wanted() -> dict[str, list[dict[str, Any]]]:
    text = documents_made.SEED.read_text(encoding="utf-8")
    doc = Document(text, "seed", PUBLISHED)
    return {kind: _facts(doc, kind) for kind in ("money", "date", "org", "budget")}


@pytest.mark.parametrize("name", list(_made()))
def test_the_seed_article_gives_the_same_facts_in_every_format(
    name: str, tmp_path: Path, wanted: dict[str, list[dict[str, Any]]]
) -> None:
    doc = _read(tmp_path, name, _made()[name](), Input(reference_date=PUBLISHED))
    for kind, facts in wanted.items():
        assert _facts(doc, kind) == facts, kind


def test_lines_broken_inside_words_keep_money_dates_and_budgets(
    tmp_path: Path, wanted: dict[str, list[dict[str, Any]]]
) -> None:
    raw = documents_made.pdf(seed_lines(), within_words=True)
    doc = _read(tmp_path, "seed.pdf", raw, Input(reference_date=PUBLISHED))
    for kind in ("money", "date", "budget"):
        assert _facts(doc, kind) == wanted[kind], kind


@pytest.mark.parametrize("name", list(_made()))
def test_offsets_refer_to_the_text_that_is_given(name: str, tmp_path: Path) -> None:
    doc = _read(tmp_path, name, _made()[name]())
    for fact in extract_document(doc, ("money", "date"), Settings()).facts:
        assert doc.text[fact.start : fact.end] == fact.text
        assert (fact.page is None) == (not name.endswith(".pdf"))


def test_facts_of_a_pdf_carry_their_page(tmp_path: Path) -> None:
    raw = documents_made.pdf([f"{number}번째 사업에 {number}억원을 쓴다." for number in range(1, 120)])
    doc = _read(tmp_path, "a.pdf", raw)
    facts = extract_document(doc, ("money",), Settings()).facts
    pages = [fact.page for fact in facts]
    assert len(facts) == 119
    assert pages == sorted(pages, key=lambda page: page or 0)
    assert set(pages) == {1, 2, 3}
    assert len(doc.pages) == 3


def test_pages_that_are_pictures_are_named(tmp_path: Path) -> None:
    text = "한빛시는 도서관에 예산 50억원을 쓴다고 밝혔다."
    raw = documents_made.pictured_pdf([text, "scan", "stamped", "blank", "logo", text, "drawn", "짧은 글"])
    doc = _read(tmp_path, "a.pdf", raw)
    (gap,) = doc.gaps
    assert gap.startswith("pages 2–3, 7 are pictures without text")
    assert len(doc.pages) == 8
    assert [fact["page"] for fact in run("money", "--jsonl", tmp_path / "a.pdf").facts] == [1, 6]
    assert _read(tmp_path, "b.pdf", documents_made.pictured_pdf([text, "blank", "logo"])).gaps == ()


def test_a_pdf_without_text_says_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    for pages, said in ((["blank"], "its 1 page is blank"), (["scan", "blank"], "pictures of pages (a scan) need OCR")):
        path.write_bytes(documents_made.pictured_pdf(pages))
        (failure,) = read_documents([path])
        assert f"there is no text in it: {said}" in str(failure)


def test_letters_that_a_font_does_not_name_are_told(tmp_path: Path) -> None:
    text = "The budget of 2024 is USD 5 million, and that of 2025 is USD 6 million, says the city of Hanbit."
    pages = [(0, text), (90, ""), (30, text), (4, text), (80, "- 5 -")]
    doc = _read(tmp_path, "a.pdf", documents_made.untold_pdf(pages))
    assert [gap.split(" font")[0] for gap in doc.gaps] == ["pages 2, 5 have", "page 3 has some letters of a"]
    assert doc.text.count("USD 5 million") == 3
    assert "- 5 -" not in doc.text, "of such a page nothing is certain"
    path = tmp_path / "b.pdf"
    path.write_bytes(documents_made.untold_pdf([(90, ""), (90, "")]))
    (failure,) = read_documents([path])
    assert "do not say which letters they show; it needs OCR" in str(failure)


def test_pages_that_are_pictures_are_told_on_stderr(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(documents_made.pictured_pdf(["예산 50억원을 쓴다.", "scan"]))
    told = "extract: {}: page 2 is a picture without text (a scan?): nothing on it was read; OCR would give its text\n"
    for args in (["money"], ["money", "--jsonl", "-j", "2"], ["check"], ["text"], ["explain"], ["report"]):
        done = run(*args, path)
        said = done.err.removesuffix("extract: nothing found in 1 document\n")
        assert (done.code, said) == (0, told.format(path.as_posix())), args
    assert run("money", "-q", path).err == ""
    path.write_bytes(documents_made.pictured_pdf(["scan"]))
    done = run("money", path)
    assert (done.code, "need OCR first" in done.err) == (2, True)


@pytest.mark.parametrize(("turn", "rotate"), [(0, 90), (90, 0), (90, 90), (180, 0), (180, 180), (270, 0), (270, 270)])
def test_text_that_is_turned_keeps_its_figures_and_tables(turn: int, rotate: int, tmp_path: Path) -> None:
    lines = ["한빛시는 도서관 예산 4,061억원과 시비 70억원을 쓴다.", "하수도에는 50억원을 쓴다."]
    table = (("구분", "국비(백만원)"), ("도서관", "1,240"), ("하수도", "350"))
    doc = _read(tmp_path, "a.pdf", documents_made.turned_pdf(lines, table, turn=turn, rotate=rotate))
    assert [fact["amount"] // 10**6 for fact in _facts(doc, "money")] == [406_100, 7_000, 5_000, 1_240, 350]
    assert doc.text.splitlines()[-3:] == ["| 구분 | 국비(백만원) |", "| 도서관 | 1,240 |", "| 하수도 | 350 |"]


def test_text_up_the_margin_does_not_break_the_lines_beside_it(tmp_path: Path) -> None:
    lines = ["한빛시는 도서관 예산 4,061억원을 쓴다.", "하수도에는 50억원을 쓴다."]
    raw = documents_made.turned_pdf(lines, side="2026년 예산서 70억원")
    doc = _read(tmp_path, "a.pdf", raw)
    assert [fact["text"] for fact in _facts(doc, "money")] == ["4,061억원", "50억원", "70억원"]


def test_lines_of_contents_keep_their_page_numbers(tmp_path: Path) -> None:
    lines = [f"{number}.1. 예산 개요 {'·' * 20} {number}3" for number in range(2, 9)]
    doc = _read(tmp_path, "a.pdf", documents_made.pdf(lines))
    assert [line.split(" ")[0] for line in doc.text.split("\n") if line] == [f"{number}.1." for number in range(2, 9)]
    bare = [
        f"{number}.1. 예산 개요와 추진 배경, 그리고 그동안의 경과와 성과를 한데 모아 적은 글 {number}3"
        for number in range(2, 9)
    ]
    doc = _read(tmp_path, "b.pdf", documents_made.pdf(bare, within_words=True))
    assert [line.split(" ")[0] for line in doc.text.split("\n") if line] == [f"{number}.1." for number in range(2, 9)]


def test_many_pages_get_their_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gwangju_ai_cli.documents import reading

    path = tmp_path / "a.pdf"
    pages = [f"{number}번째 사업에 {number}억원을 쓴다." for number in range(1, 400)]
    path.write_bytes(documents_made.pictured_pdf(pages))
    form = _form("PDF")
    monkeypatch.setattr(
        reading,
        "_START",
        "import sys, time; sys.path.insert(0, sys.argv[1]); from gwangju_ai_cli.documents import child, pdf; "
        "child.TELL_EVERY_S = 0; lines = pdf._page_lines; "
        "pdf._page_lines = lambda *args: time.sleep(0.005) or lines(*args); child.main()",
    )
    with DocumentReader(1.5) as reader:
        assert len(reader.read(path, form).pages) == 399
    monkeypatch.setattr(reading, "PAGE_SECONDS", 0)
    with DocumentReader(1.5) as reader, pytest.raises(SourceError, match=r"longer than 1\.5 s"):
        reader.read(path, form)


@pytest.mark.parametrize("name", ["a.hwp", "a.hwpx", "a.docx", "a.pdf", "a.html"])
def test_a_unit_line_governs_its_table_and_sums_are_checked(name: str, tmp_path: Path) -> None:
    above = "한빛시는 2024년 주요 사업 예산을 다음과 같이 편성했다. 시는 도서관과 하수도를 먼저 한다고 밝혔다."
    make: dict[str, Callable[[], bytes]] = {
        "a.hwp": lambda: documents_hwp.hwp([above, "(단위: 백만원)", documents_hwp.table(TABLE), "끝."]),
        "a.hwpx": lambda: documents_made.hwpx([above, "(단위: 백만원)", TABLE, "끝."]),
        "a.docx": lambda: documents_made.docx([above, "(단위: 백만원)", TABLE, "끝."]),
        "a.pdf": lambda: documents_made.pdf([above, "(단위: 백만원)", TABLE, "끝."]),
        "a.html": lambda: documents_made.page("주요 사업 예산", [above * 2, "(단위: 백만원)"], table=TABLE),
    }
    doc = _read(tmp_path, name, make[name]())
    amounts = [fact["amount"] for fact in _facts(doc, "money")]
    assert amounts == [n * 1_000_000 for n in (1240, 860, 2100, 350, 150, 500, 1590, 1010, 2600)]
    wrong = doc.text.replace("2,600", "2,700")
    from gwangju_ai_cli.pipeline import check_document

    assert not check_document(doc, Settings()).facts
    assert {fact.to_dict()["code"] for fact in check_document(Document(wrong), Settings()).facts} == {"sum"}


def test_merged_cells_name_every_row_they_reach() -> None:
    rows = (("구분", "재원", "", "합계"), ("", "국비", "시비", ""), ("도서관", "70", "50", "120"))
    raw = documents_hwp.hwp(["표", documents_hwp.table(rows, {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)})])
    with DocumentReader() as reader:
        text = reader.read_bytes(raw, _form("HWP")).text
    assert text.splitlines()[-3:] == [
        "| 구분 | 재원 | 합계 |",
        "| 구분 | 국비 | 시비 | 합계 |",
        "| 도서관 | 70 | 50 | 120 |",
    ]


def test_a_table_that_only_frames_text_is_paragraphs(tmp_path: Path) -> None:
    framed = "한빛시는 도서관에 예산 50억원을 쓴다고 3일 밝혔다."
    doc = _read(tmp_path, "a.docx", documents_made.docx([[[framed]], "끝."]))
    assert doc.text == f"{framed}\n\n끝."


def _form(name: str) -> Any:
    return next(known for known in FORMATS if known.name == name)


def test_struck_out_text_and_comments_stay_outside(tmp_path: Path) -> None:
    from tests.documents_hostile import W, docx

    raw = docx(
        f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>예산 50억원</w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>70억원</w:delText></w:r></w:del></w:p></w:body></w:document>'
    )
    assert "70억원" not in _read(tmp_path, "a.docx", raw).text


def test_what_stands_around_an_article_stays_outside(tmp_path: Path) -> None:
    text = _read(tmp_path, "a.html", documents_made.page(seed_lines()[0], seed_lines()[1:])).text
    for foreign in ("77억원", "88억원", "66억원", "11월 6일", "등록번호", "2031년", "저작권자", "@"):
        assert foreign not in text
    assert text.startswith(seed_lines()[0])


def test_a_signature_goes_before_a_suffix(tmp_path: Path) -> None:
    doc = _read(tmp_path, "wrong.docx", documents_made.pdf(["한빛시는 도서관에 예산 50억원을 쓴다."]))
    assert doc.pages == (0,)
    assert "50억원" in _read(tmp_path, "download.hwp", documents_made.hwpx(["예산 50억원"])).text
    assert "50억원" in _read(tmp_path, "page", documents_made.page("예산", ["도서관에 예산 50억원을 쓴다. " * 9])).text


def test_a_container_of_another_kind_is_told_as_what_it_is(tmp_path: Path) -> None:
    from tests.documents_hostile import container

    path = tmp_path / "a.docx"
    path.write_bytes(container({"xl/workbook.xml": "<workbook/>"}))
    (failure,) = read_documents([path])
    assert str(failure).startswith(f"{path.as_posix()}: cannot be read as DOCX: it is a spreadsheet (XLSX)")


def test_folders_are_walked_for_documents_too(tmp_path: Path) -> None:
    lines = ["한빛시는 도서관에 예산 50억원을 쓴다고 3일 밝혔다. 시는 내년에 문을 연다."]
    (tmp_path / "b.hwpx").write_bytes(documents_made.hwpx(lines))
    (tmp_path / "a.pdf").write_bytes(documents_made.pdf(lines))
    (tmp_path / "c.txt").write_text(lines[0])
    (tmp_path / "d.pptx").write_bytes(b"PK\x03\x04")
    found = list(read_documents([tmp_path]))
    assert [Path(item.source).name for item in found] == ["a.pdf", "b.hwpx", "c.txt"]
    assert {item.text for item in found if isinstance(item, Document)} == set(lines)


@pytest.mark.parametrize(("name", "form"), [("hwpx", "HWPX"), ("pdf", "PDF"), ("html", "HTML")])
def test_a_document_comes_through_a_pipe(name: str, form: str) -> None:
    lines = ["한빛시는 도서관에 예산 50억원을 쓴다고 3일 밝혔다. 시는 내년에 문을 연다."] * 3
    raw = {
        "hwpx": documents_made.hwpx(lines),
        "pdf": documents_made.pdf(lines),
        "html": documents_made.page("예산", lines),
    }[name]
    (item,) = read_documents(["-"], stdin=io.BytesIO(raw))
    assert isinstance(item, Document)
    assert "50억원" in item.text


def test_input_text_reads_markup_as_it_stands(tmp_path: Path) -> None:
    raw = documents_made.page("예산", ["50억원"])
    assert _read(tmp_path, "a.html", raw, Input("text")).text == raw.decode()
    (tmp_path / "a.pdf").write_bytes(documents_made.pdf(["50억원"]))
    (failure,) = read_documents([tmp_path / "a.pdf"], Input("text"))
    assert isinstance(failure, Failure)


def test_a_missing_library_is_named_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    from gwangju_ai_cli.documents import reading

    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *_: None if name == "dochan" else real(name))
    reading._installed.cache_clear()
    try:
        (tmp_path / "a.hwpx").write_bytes(documents_made.hwpx(["50억원"]))
        (tmp_path / "b.txt").write_text("50억원")
        failure, read = read_documents([tmp_path])
    finally:
        reading._installed.cache_clear()
    assert "pip install 'gwangju-ai-cli[documents]'" in str(failure)
    assert isinstance(read, Document)


def test_formats_are_registered_once_and_walked() -> None:
    assert len(set(DOCUMENT_SUFFIXES)) == len(DOCUMENT_SUFFIXES)
    assert set(DOCUMENT_SUFFIXES) < set(KNOWN_SUFFIXES)
    for form in FORMATS:
        reader = Path(documents_made.__file__).parent.parent / "gwangju_ai_cli" / "documents" / f"{form.reader}.py"
        assert reader.exists()


def test_plain_text_stays_plain() -> None:
    for head in (b"", "<그림 1> 예산".encode(), b"<!-- note -->\n50", "가나다".encode("utf-16"), b"<htmlx>"):
        assert recognise(head, ".txt") is None


def _loaded(path: Path) -> set[str]:
    code = (
        "import sys\nfrom gwangju_ai_cli.cli.app import main\n"
        f"sys.argv = ['extract', 'money', '--jsonl', {str(path)!r}]\n"
        "try: main()\nexcept SystemExit as ending: assert not ending.code, ending.code\n"
        "print('\\n'.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    return set(done.stdout.split())


def test_a_text_file_loads_nothing_of_documents(tmp_path: Path) -> None:
    loaded = _loaded(documents_made.SEED)
    assert not {name for name in loaded if name.startswith("gwangju_ai_cli.documents")}
    assert not loaded & {"dochan", "pypdfium2", "trafilatura", "lxml"}


def test_the_parent_parses_nothing_itself(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(documents_made.page("예산", ["도서관에 예산 50억원을 쓴다. " * 9]))
    assert not _loaded(tmp_path / "a.html") & {"dochan", "pypdfium2", "trafilatura", "lxml"}


@pytest.fixture
def extract(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "gwangju_ai_cli", *args],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            timeout=120,
            check=False,
        )

    return run


def test_text_prints_what_offsets_refer_to(
    tmp_path: Path, extract: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (tmp_path / "a.pdf").write_bytes(documents_made.pdf(seed_lines(), head="새벽일보", size=13))
    text = extract("text", "a.pdf").stdout
    facts = [json.loads(line) for line in extract("money", "a.pdf", "--jsonl").stdout.splitlines()]
    assert [text[fact["start"] : fact["end"]] for fact in facts] == ["4061억원", "5939억원", "1조원"]
    assert {fact["page"] for fact in facts} == {2}


def test_the_reference_date_is_named_with_its_origin(
    tmp_path: Path, extract: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (tmp_path / "a.html").write_bytes(documents_made.page(seed_lines()[0], seed_lines()[1:]))
    done = extract("dates", "a.html", "--jsonl", "-v")
    assert "reference date 2019-10-03 (meta article:published_time)" in done.stderr
    assert json.loads(done.stdout.splitlines()[0])["value"] == "2019-10-06/2019-10-11"


def test_a_broken_document_costs_the_others_nothing(
    tmp_path: Path, extract: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "b.hwpx").write_bytes(documents_made.hwpx(["예산 50억원을 쓴다."]))
    (tmp_path / "c.txt").write_text("예산 70억원을 쓴다.")
    for jobs in ("1", "2"):
        done = extract("money", "a.pdf", "b.hwpx", "c.txt", "--jsonl", "-q", "-j", jobs)
        assert done.returncode == 2
        assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["50억원", "70억원"]
        assert done.stderr.count("\n") == 1
        assert "a.pdf: cannot be read as PDF" in done.stderr


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_column_for_pages(
    form: str, tmp_path: Path, extract: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (tmp_path / "a.pdf").write_bytes(documents_made.pdf(["예산 50억원을 쓴다."]))
    (tmp_path / "b.txt").write_text("예산 70억원을 쓴다.")
    both = extract("money", ".", f"--{form}").stdout.splitlines()
    text = extract("money", "b.txt", f"--{form}").stdout.splitlines()
    mark = "," if form == "csv" else "\t"
    assert [line.split(mark)[6] for line in both] == ["page", "1", ""]
    assert text[0] == both[0]  # the columns of a run do not depend on what is read


def test_sqlite_and_parquet_hold_pages(
    tmp_path: Path, extract: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    import sqlite3

    (tmp_path / "a.pdf").write_bytes(documents_made.pdf(["예산 50억원을 쓴다."]))
    (tmp_path / "b.txt").write_text("예산 70억원을 쓴다.")
    assert extract("money", "b.txt", "-o", "a.sqlite").returncode == 0
    assert extract("money", ".", "-o", "a.sqlite").returncode == 0
    with sqlite3.connect(tmp_path / "a.sqlite") as connection:
        assert connection.execute("SELECT text, page FROM money ORDER BY source").fetchall() == [
            ("50억원", 1),
            ("70억원", None),
        ]
    parquet = pytest.importorskip("pyarrow.parquet")
    assert extract("money", "a.pdf", "b.txt", "-o", "a.parquet").returncode == 0
    assert parquet.read_table(tmp_path / "a.parquet").column("page").to_pylist() == [1, None]


def test_pages_stand_in_the_schema(tmp_path: Path, extract: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    (tmp_path / "a.pdf").write_bytes(documents_made.pdf(seed_lines()))
    schema = json.loads(extract("schema").stdout)
    facts = [json.loads(line) for line in extract("all", "a.pdf", "--jsonl").stdout.splitlines()]
    assert all(fact["page"] in (1, 2) for fact in facts)
    validator = jsonschema.validators.validator_for(schema)(schema)
    for fact in facts:
        validator.validate(fact)
    del facts[0]["page"]
    assert not validator.is_valid(facts[0])


def test_a_reader_serves_many_documents_with_one_child(tmp_path: Path) -> None:
    paths = []
    for number in range(20):
        path = tmp_path / f"{number}.html"
        path.write_bytes(documents_made.page("예산", [f"{number}번 사업에 예산 {number + 1}억원을 쓴다. " * 9]))
        paths.append(path)
    with DocumentReader() as reader:
        texts = [reader.read(path, _form("HTML")).text for path in paths]
        first = reader._child
        assert first is not None
        broken = tmp_path / "broken.pdf"
        broken.write_bytes(b"%PDF-1.7")
        with pytest.raises(SourceError):
            reader.read(broken, _form("PDF"))
        assert reader.read(paths[0], _form("HTML")).text == texts[0]
        assert reader._child is first
        first.kill()
        first.wait()
        assert reader.read(paths[1], _form("HTML")).text == texts[1]
    assert reader._child is None
    assert all(f"{number + 1}억원" in text for number, text in enumerate(texts))

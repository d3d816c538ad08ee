"""Tables of documents: every form, every way to write it, and what is said of those that cannot be read."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gwangju_ai_cli.model import Document
from gwangju_ai_cli.source import Columns, Failure, Input, read_documents
from tests.cli_runner import run

TEXTS = (
    "한빛시는 2021년 도서관에 예산 120억원을, 하수도에 35억원을 쓴다.\n둘째 줄이다.",
    '새벽군은 "10억원"을 쓴다, 아마.',
)
HEAD = ["링크", "제목", "본문", "작성일", "언론사"]
ROWS = [
    ["https://daon.example/1", "한빛시 소식", TEXTS[0], "2025.2.10", "다온뉴스"],
    ["https://daon.example/2", "새벽군 소식", TEXTS[1], "2025년 2월 11일(화)", "한빛일보"],
]
DAYS = [datetime.date(2025, 2, 10), datetime.date(2025, 2, 11)]


def _delimited(delimiter: str = ",", before: str = "") -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerows([HEAD, *ROWS])
    return before + stream.getvalue()


def _records() -> list[dict[str, str]]:
    return [dict(zip(HEAD, row, strict=True)) for row in ROWS]


def _zstandard(raw: bytes) -> bytes:
    compressed: bytes = pytest.importorskip("zstandard").ZstdCompressor().compress(raw)
    return compressed


def _parquet() -> bytes:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    stream = io.BytesIO()
    columns = {name: [row[number] for row in ROWS] for number, name in enumerate(HEAD)} | {"작성일": DAYS}
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


def _xlsx(*, before: int = 0) -> bytes:
    book = pytest.importorskip("openpyxl").Workbook()
    for _ in range(before):
        book.active.append(["한빛시 보도자료 목록"])
        book.active.append([])
    for row in [HEAD, *([*row[:3], day, row[4]] for row, day in zip(ROWS, DAYS, strict=True))]:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


FORMS: dict[str, Callable[[], bytes]] = {
    "a.csv": lambda: _delimited().encode(),
    "bom.csv": lambda: _delimited().encode("utf-8-sig"),
    "cp949.csv": lambda: _delimited().encode("cp949"),
    "utf16.csv": lambda: _delimited().encode("utf-16"),
    "semicolon.csv": lambda: _delimited(";").encode(),
    "bar.csv": lambda: _delimited("|").encode(),
    "caret.csv": lambda: _delimited("^").encode(),
    "tab.csv": lambda: _delimited("\t").encode(),
    "titled.csv": lambda: _delimited(before="한빛시 보도자료 목록,,,,\n,,,,\n").encode(),
    "a.tsv": lambda: _delimited("\t").encode(),
    "a.csv.gz": lambda: gzip.compress(_delimited().encode()),
    "a.csv.zst": lambda: _zstandard(_delimited().encode()),
    "a.json": lambda: json.dumps(_records(), ensure_ascii=False, indent=1).encode(),
    "escaped.json": lambda: json.dumps(_records()).encode("utf-8-sig"),
    "inside.json": lambda: json.dumps({"count": 2, "items": _records()}).encode(),
    "a.json.gz": lambda: gzip.compress(json.dumps(_records()).encode()),
    "a.json.zst": lambda: _zstandard(json.dumps(_records()).encode()),
    "a.parquet": _parquet,
    "a.xlsx": _xlsx,
    "titled.xlsx": lambda: _xlsx(before=2),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_documents(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FORMS[name]())
    found = list(read_documents([path], Input(columns=Columns(keep=("언론사",)))))
    documents = [item for item in found if isinstance(item, Document)]
    assert [str(item) for item in found if isinstance(item, Failure)] == []
    assert [doc.text.replace("\r\n", "\n") for doc in documents] == list(TEXTS)
    assert [doc.source for doc in documents] == [row[0] for row in ROWS]
    assert [doc.reference_date for doc in documents] == DAYS
    assert [doc.title for doc in documents] == ["한빛시 소식", "새벽군 소식"]
    assert [doc.kept for doc in documents] == [("다온뉴스",), ("한빛일보",)]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.json", "a.csv.gz"])
def test_tables_come_through_a_pipe(name: str) -> None:
    raw = FORMS[name]()
    form = name.split(".")[1]
    done = run("money", "--jsonl", "--input", form, stdin=raw)
    assert (done.code, [fact["source"][-1] for fact in done.facts]) == (0, ["1", "1", "2"])


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.txt.zst", "a.ndjson.gz"])
def test_texts_and_lines_may_be_compressed(tmp_path: Path, name: str) -> None:
    raw = TEXTS[0].encode() if ".txt" in name else json.dumps({"id": "n", "text": TEXTS[0]}).encode()
    path = tmp_path / name
    packed = gzip.compress(raw) if name.endswith(".gz") else _zstandard(raw) if name.endswith(".zst") else raw
    path.write_bytes(packed)
    for given in (path, tmp_path):
        (doc,) = read_documents([given])
        assert isinstance(doc, Document)
        assert doc.text == TEXTS[0]


def test_what_is_cut_short_is_told(tmp_path: Path) -> None:
    """zstandard's own reader ends there as if all were well."""
    raw = _zstandard(("text\n" + "".join(f"{number}억원을 쓴다.\n" for number in range(9000))).encode())
    path = tmp_path / "a.csv.zst"
    path.write_bytes(raw + raw)  # frames may follow each other
    assert len(list(read_documents([path]))) == 18_001
    path.write_bytes(raw[: len(raw) // 2])
    *_, last = read_documents([path])
    assert "broken Zstandard data" in str(last)


def test_names_of_columns_are_guessed_or_given(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("이름,나이,사연\n김서도,30,10억원을 쓴다\n", encoding="utf-8")
    done = run("money", path)
    assert done.code == 2
    assert "its columns: 이름, 나이, 사연; say which one with --text-column" in done.err
    (fact,) = run("money", path, "--text-column", "사연", "--id-column", "이름", "--jsonl").facts
    assert (fact["source"], fact["amount"]) == ("김서도", 1_000_000_000)
    wrong = run("money", path, "--text-column", "사연", "--keep", "url,이름")
    assert (wrong.code, "no column is called 'url' (--keep); its columns: 이름, 나이, 사연" in wrong.err) == (2, True)


@pytest.mark.parametrize(
    ("head", "text", "name", "day"),
    [
        ("Content,URL,published_at", "Content", "URL", "published_at"),
        ("기사 본문,기사번호,등록일시", "기사 본문", "기사번호", "등록일시"),
        ("id,article_id,text,date", "text", "id", "date"),
        ("article_id,content_type,news_text,게시일", "news_text", "article_id", "게시일"),
        ("내용,본문,번호,보도일자", "본문", "번호", "보도일자"),
        ("TEXT,lang", "TEXT", None, None),
    ],
)
def test_good_guesses(head: str, text: str, name: str | None, day: str | None) -> None:
    from gwangju_ai_cli.records import choose_columns

    chosen = choose_columns(head.split(","), Columns())
    assert (chosen.text, chosen.id, chosen.date) == (text, name, day)


def test_rows_are_named_by_their_line_where_nothing_names_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text\n"10억원을\n쓴다"\n20억원을 쓴다\n', encoding="utf-8")
    sources = [fact["source"] for fact in run("money", path, "--jsonl").facts]
    assert sources == [f"{path.as_posix()}:2", f"{path.as_posix()}:4"]


def test_a_table_without_a_head(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("1,10억원을 쓴다고 밝혔다.\n2,20억원을 쓴다고 밝혔다.\n", encoding="utf-8")
    assert run("money", path).code == 2
    facts = run("money", path, "--text-column", "2", "--id-column", "1", "--jsonl").facts
    assert [(fact["source"], fact["text"]) for fact in facts] == [("1", "10억원"), ("2", "20억원")]


def test_bad_rows_cost_themselves_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\n1,예산, 50억원\n2,예산 60억원\n\n3\n4,예산 70억원\n", encoding="utf-8")
    done = run("money", path, "--jsonl")
    assert (done.code, [fact["source"] for fact in done.facts]) == (2, ["2", "4"])
    assert f"{path.as_posix()}:2: has 3 cells, the head 2" in done.err
    assert f"{path.as_posix()}:5: " in done.err
    path.write_text('id,text\n1,예산 5억원\n2,"예산 60억원\n3,예산 70억원\n', encoding="utf-8")
    done = run("money", path, "--jsonl")
    assert (done.code, [fact["source"] for fact in done.facts]) == (2, ["1"])
    assert f"{path.as_posix()}:3: a quotation mark that opens here is not closed" in done.err


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"text\n\xff\xff\n", "neither UTF-8 nor CP949"),
        ("a.csv", "text\n예산\n".encode() + b"\xff\xff\n", "neither UTF-8 nor CP949"),
        ("a.csv", b"text\n\x00\n", "NUL"),
        ("a.csv.gz", gzip.compress(b"text\n" * 9000, mtime=0)[:-9], "broken gzip data"),
        ("a.csv.zst", b"\x28\xb5\x2f\xfd\x00", "broken Zstandard data"),
        ("a.parquet", b"PAR1 and nothing", "cannot be read as Parquet"),
        ("a.xlsx", b"PK\x03\x04", "is no .xlsx"),
        ("a.json", b'[{"text": "10"', "item 1: not JSON"),
        ("a.json", b'[{"text": "10"} {"text": "20"}]', "no comma after it"),
        ("a.json", b'{"a": 1}', "its columns: a"),
        ("a.json", b"[1]", "expected an object with a text"),
        ("a.json", b"[" * 100_000, "nested too deep"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    failures = [str(item) for item in read_documents([path]) if isinstance(item, Failure)]
    assert len(failures) == 1
    assert said in failures[0]


def test_objects_may_differ_in_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"id": 1}, {"id": 2, "text": "20억원"}, {"text": "30억원", "id": 3}]', encoding="utf-8")
    done = run("money", path, "--jsonl")
    assert (done.code, [fact["source"] for fact in done.facts]) == (2, ["2", "3"])
    assert f"{path.as_posix()}:1: " in done.err


def test_what_we_wrote_is_no_document_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("예산 10억원을 쓴다.", encoding="utf-8")
    (tmp_path / "settings.json").write_text('{"indent": 2}', encoding="utf-8")
    for name in ("old.csv", "old.tsv", "old.json", "old.jsonl", "old.parquet", "old.xlsx"):
        done = run("money", tmp_path / "a.txt", "-o", tmp_path / name)
        assert done.code == 0, done.err
    done = run("money", tmp_path, "--jsonl")
    assert (done.code, len(done.facts)) == (0, 1)
    assert done.err.count("; skipped\n") == 7
    named = run("money", tmp_path / "old.csv")
    assert (named.code, "holds facts that this program wrote" in named.err) == (2, True)


def test_a_sheet_that_has_texts_is_found(tmp_path: Path) -> None:
    book = pytest.importorskip("openpyxl").Workbook()
    book.active.append(["합계", 3])
    for title in ("상반기", "하반기"):
        sheet = book.create_sheet(title)
        sheet.append(["번호", "본문"])
        sheet.append([7.0, f"{title} 예산 10억원을 쓴다."])
    path = tmp_path / "a.xlsx"
    book.save(path)
    documents = [item for item in read_documents([path]) if isinstance(item, Document)]
    assert [(doc.source, doc.text[:3]) for doc in documents] == [("7", "상반기"), ("7", "하반기")]


def test_a_bomb_is_no_workbook(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000_000)
    (failure,) = read_documents([path])
    assert "is refused: " in str(failure)


def test_parquet_is_read_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    from gwangju_ai_cli.tables import parquet

    monkeypatch.setattr(parquet, "BATCH_ROWS", 10)
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["가" * 1000] * 1000, "unused": ["x" * 1000] * 1000}), path)
    documents = read_documents([path])
    first = next(documents)
    assert isinstance(first, Document)
    assert first.source == f"{path.as_posix()}:1"
    sizes: list[int] = []
    list(read_documents([path], Input(seen=sizes.append)))
    assert len(sizes) == 100
    assert max(sizes) < 10 * 4_000  # three bytes a character, and nothing of the column that is not needed


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2019-10-03_한빛.txt", "2019-10-03"),
        ("20191003 보도자료.txt", "2019-10-03"),
        ("보도자료(191003).txt", "2019-10-03"),
        ("한빛_2019.10.3.txt", "2019-10-03"),
        ("2019년 10월 3일 보도자료.txt", "2019-10-03"),
        ("2019/10/03/a.txt", "2019-10-03"),
        ("20191003/2019-10-04.txt", "2019-10-04"),
        ("201910.txt", None),
        ("20191303.txt", None),
        ("1234567890.txt", None),
        ("a.txt", None),
    ],
)
def test_days_in_names_of_files(tmp_path: Path, name: str, day: str | None) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("오는 6일 문을 연다.", encoding="utf-8")
    (fact,) = run("dates", path, "--date-from", "filename", "--context", "--jsonl").facts
    assert fact["reference_date"] == day
    (fact,) = run("dates", path, "--context", "--jsonl").facts
    assert fact["reference_date"] is None


def test_what_a_document_says_goes_before_its_name(tmp_path: Path) -> None:
    path = tmp_path / "2019-10-03.txt"
    path.write_text("보도자료 2020-01-02\n\n오는 6일 문을 연다.", encoding="utf-8")
    (_, fact) = run("dates", path, "--date-from", "filename", "--jsonl").facts
    assert fact["value"] == "2020-01-06"


def test_documents_without_a_day_are_counted(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text("오는 6일 문을 연다.", encoding="utf-8")
    (tmp_path / "5.txt").write_text("입력 2020-01-02\n오는 6일 문을 연다.", encoding="utf-8")
    done = run("dates", tmp_path, "--jsonl")
    (line,) = done.err.splitlines()
    assert line.startswith("extract: 5 of 6 documents have no date: ")
    assert line.endswith(" and 2 more; give --date, --date-from or a date column")
    assert run("dates", tmp_path, "--jsonl", "-q").err == ""
    assert run("dates", tmp_path, "--jsonl", "-d", "2020-01-02").err == ""
    assert "1 of 1 document has no date" in run("dates", tmp_path / "0.txt").err
    assert run("money", tmp_path / "0.txt", "--jsonl").err == ""  # nothing of it hangs on the day


def test_rows_that_can_be_read_by_themselves(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines: list[dict[str, Any]] = [
        {
            "id": "n1",
            "text": "첫 문장이다. 둘째에 10억원이 있다.\n셋째에 20억원.",
            "url": "u1",
            "rank": 3,
            "date": "2020-01-02",
        },
        {"id": "n2", "title": "제목", "text": "30억원을 쓴다.", "tags": ["가", "나"]},
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    options = ("money", path, "--context", "--keep", "url,rank", "--keep", "tags")
    facts = run(*options, "--jsonl").facts
    around = ("title", "reference_date", "line", "column", "sentence", "url", "rank", "tags")
    assert [tuple(fact)[-8:] for fact in facts] == [around] * 3
    assert [[fact[name] for name in around] for fact in facts] == [
        [None, "2020-01-02", 1, 13, "둘째에 10억원이 있다.", "u1", 3, None],
        [None, "2020-01-02", 2, 5, "셋째에 20억원.", "u1", 3, None],
        ["제목", None, 1, 1, "30억원을 쓴다.", None, None, ["가", "나"]],
    ]
    rows = list(csv.DictReader(io.StringIO(run(*options, "--csv").text)))

    def cell(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else "" if value is None else str(value)

    assert [[row[name] for name in around] for row in rows] == [[cell(fact[name]) for name in around] for fact in facts]
    import sqlite3

    assert run(*options, "-o", tmp_path / "a.sqlite").code == 0
    with sqlite3.connect(tmp_path / "a.sqlite") as connection:
        found = connection.execute(f"SELECT {', '.join(around)} FROM money ORDER BY id").fetchall()
    assert found[0] == (None, "2020-01-02", 1, 13, "둘째에 10억원이 있다.", "u1", 3, None)
    assert found[2][-1] == '["가", "나"]'
    pq = pytest.importorskip("pyarrow.parquet")
    assert run(*options, "-o", tmp_path / "a.parquet").code == 0
    table = pq.read_table(tmp_path / "a.parquet")
    assert table.column("rank").to_pylist() == ["3", "3", None]
    assert table.column("reference_date").to_pylist()[0] == datetime.date(2020, 1, 2)
    for form in ("table", "markdown", "html"):
        shown = run(*options, "-f", form).text
        assert "둘째에" in shown
        assert "기준일" in shown
    assert run("schema", "money", "--context", "--keep", "url,rank,tags").code == 0


def test_the_schema_knows_the_context(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    path = tmp_path / "a.txt"
    path.write_text("한빛시는 2025년 도서관에 10억원을 쓴다고 밝혔다.", encoding="utf-8")
    schema = json.loads(run("schema", "all", "--context").text)
    for fact in run("all", path, "--context", "--jsonl").facts:
        jsonschema.validate(fact, schema)


def test_what_is_kept_never_hides_a_field(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "10억원", "amount": 1}', encoding="utf-8")
    done = run("money", path, "--keep", "amount")
    assert (done.code, "--keep amount: facts have a field of that name" in done.err) == (2, True)
    assert run("dates", path, "--keep", "amount").code == 0
    assert run("money", path, "--keep", "id", "-o", tmp_path / "a.sqlite").code == 2
    assert run("money", path, "--keep", 'x"; DROP TABLE money; --', "-o", tmp_path / "a.sqlite").code == 0


def test_sentences_of_a_decomposed_text(tmp_path: Path) -> None:
    import unicodedata

    path = tmp_path / "a.txt"
    text = unicodedata.normalize("NFD", "첫 문장이다. 둘째에 10억원이 있다.")
    path.write_text(text, encoding="utf-8")
    (fact,) = run("money", path, "--context", "--jsonl").facts
    assert fact["sentence"] == text[text.index(".") + 2 :]
    assert text[fact["column"] - 1 :].startswith(fact["text"])

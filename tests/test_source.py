"""Bytes → documents: every encoding, every input form, and what is said of what cannot be read."""

from __future__ import annotations

import contextlib
import io
import json
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwangju_ai_cli.dateline import find_stated_date, stated_date
from gwangju_ai_cli.decoding import decode
from gwangju_ai_cli.errors import SourceError, UsageError
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.source import Failure, Input, identity, read_documents

TEXT = "시는 도서관에 예산 50억원을 쓴다.\r\n끝"


def _only(items: list[Document | Failure]) -> Document:
    (item,) = items
    assert isinstance(item, Document)
    return item


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp949", "euc-kr"])
def test_every_encoding_is_found(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_big_endian_utf16_is_found() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode("\ufeff".encode() + b"50", "utf-8") == "50"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"50\xff\xff", r"byte 2 \(0xff\) is neither UTF-8 nor CP949"),
        ("예산".encode("utf-16")[:-1], "byte 4 is not utf-16-le, which its byte order mark announces"),
        (b"ab\0c", "byte 2 is NUL"),
        (b"%PDF-1.7\n1 0 obj", "this is a PDF, not text"),
        (b"PK\x03\x04abc", "this is a ZIP container"),
        ("예산".encode("utf-16-le"), "byte .*--encoding"),
        (b"\xff\xfe\xff\x00\x81\xff\xff" * 50, r"byte 6 is U\+FFFF, which is no character"),
        ("예산\0".encode("utf-16"), "byte 6 is NUL"),
        (b"\xfe\xff" + "예산\0".encode("utf-16-be"), "byte 6 is NUL"),
        ("예\0산".encode("utf-8-sig"), "byte 6 is NUL"),
        ("예\ufdd0산".encode(), r"byte 3 is U\+FDD0"),
        ("예\ufffe산".encode("utf-32"), r"byte 8 is U\+FFFE"),
        ("예\U0010ffff산".encode("utf-16"), r"byte 4 is U\+10FFFF"),
        (b"\x28\xb5\x2f\xfd\x04\x00", r"this is a Zstandard file \(\.zst\)"),
        (b"\x1f\x8b\x08\x00", r"this is a gzip file \(\.gz\)"),
    ],
)
def test_unreadable_bytes_are_named_by_offset(raw: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        decode(raw)


def test_the_farthest_reading_names_the_byte() -> None:
    raw = "가나다라".encode() + b"\xff"
    with pytest.raises(SourceError, match="byte 12 "):
        decode(raw)


def test_a_named_encoding_is_not_second_guessed() -> None:
    assert decode("예산".encode("utf-16-le"), "utf-16-le") == "예산"
    with pytest.raises(SourceError, match=r"byte 0 \(0xec\) is not ascii"):
        decode("예산".encode(), "ascii")
    with pytest.raises(UsageError, match="no encoding is called 'utf-9'"):
        decode(b"", "utf-9")
    with pytest.raises(UsageError, match="no encoding is called 'hex'"):
        decode(b"00", "hex")
    with pytest.raises(SourceError, match="byte 4 is NUL"):
        decode("예산\0".encode("utf-16-le"), "utf-16-le")


@given(st.text())
def test_what_utf8_wrote_is_read_back(text: str) -> None:
    raw = text.encode("utf-8")
    if any(char == "\0" or ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef" for char in text):
        with pytest.raises(SourceError):
            decode(raw)
    else:
        assert decode(raw) == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with contextlib.suppress(SourceError):
        assert isinstance(decode(raw), str)


def test_text_stays_as_it_was_decoded(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", TEXT)
    (tmp_path / "a.txt").write_bytes(decomposed.encode())
    assert _only(list(read_documents([tmp_path / "a.txt"]))).text == decomposed


def test_folders_are_walked_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/.hidden.txt", ".git/c.txt", "c.exe", "a.jsonl", "d/e/f.TXT"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{"text": "x"}' if name.endswith("jsonl") else "x")
    found = [Path(item.source).relative_to(tmp_path).as_posix() for item in read_documents([tmp_path])]
    assert found == ["a/z.md", "a.jsonl:1", "b.txt", "d/e/f.TXT"]


def test_a_named_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / ".hidden.log").write_text("50억원")
    assert _only(list(read_documents([tmp_path / ".hidden.log"]))).text == "50억원"


def test_links_to_nothing_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").write_text("끝", encoding="utf-8")
    failure, document = read_documents([tmp_path])
    assert str(failure) == f"{(tmp_path / 'a.txt').as_posix()}: No such file or directory"
    assert isinstance(document, Document)


def test_what_a_run_writes_into_a_folder_is_none_of_its_documents(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("예산 3억원", encoding="utf-8")
    output = tmp_path / "facts.jsonl"
    output.write_text('{"text": "3억원"}\n', encoding="utf-8")
    found = identity(output)
    assert found is not None
    assert _only(list(read_documents([tmp_path], Input(outputs=frozenset({found}))))).text == "예산 3억원"


def test_links_to_folders_do_not_lead_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(list(read_documents([tmp_path]))) == 1


def test_missing_files_are_failures_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    missing, read = read_documents([tmp_path / "none.txt", tmp_path / "a.txt"])
    assert isinstance(missing, Failure)
    assert "No such file" in str(missing)
    assert isinstance(read, Document)


def _jsonl(content: str | bytes, how: Input | None = None) -> list[Document | Failure]:
    raw = content.encode("utf-8") if isinstance(content, str) else content
    return list(read_documents(["-"], how or Input("jsonl"), stdin=io.BytesIO(raw)))


def test_jsonl_gives_a_document_a_line() -> None:
    lines = [{"id": "a", "text": "x", "date": "2019-10-03", "other": [1]}, {"id": 7, "text": "y"}, {"text": "z"}]
    found = _jsonl("\r\n".join(map(json.dumps, lines)) + "\n\n")
    assert found == [Document("x", "a", date(2019, 10, 3)), Document("y", "7"), Document("z", "-:3")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "-:2: not JSON"),
        ("[" * 100_000, "-:2: not JSON"),
        ("[1]", "-:2: expected an object"),
        ('{"id": "a"}', '-:2: no "text"'),
        ('{"text": 3}', '-:2: no "text"'),
        ('{"text": "x", "date": "gestern"}', "-:2: .*write it as 2019-10-03"),
        ('{"text": "x", "id": []}', '-:2: "id" is neither'),
    ],
)
def test_broken_lines_are_named_and_the_rest_is_read(line: str, message: str) -> None:
    first, failure, last = _jsonl(f'{{"text": "x"}}\n{line}\n{{"text": "y"}}')
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(failure, Failure)
    assert re.match(message, str(failure))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_jsonl_in_every_encoding(encoding: str) -> None:
    line = json.dumps({"text": "예산"}, ensure_ascii=False)
    assert [item.text for item in _jsonl(f"{line}\n{line}\n".encode(encoding)) if isinstance(item, Document)] == [
        "예산",
        "예산",
    ]


def test_a_line_of_unknown_bytes_is_named() -> None:
    good, bad = _jsonl(b'{"text": "x"}\n{"text": "\xff\xff"}\n')
    assert isinstance(good, Document)
    assert str(bad).startswith("-:2: byte 10")


def test_a_given_date_goes_before_the_record() -> None:
    how = Input("jsonl", None, date(2020, 1, 1))
    assert _only(_jsonl('{"text": "x", "date": "2019-10-03"}', how)).reference_date == date(2020, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "시청 소식\n입력 2019.10.03 09:12 | 수정 2019.10.05 10:00\n시는 6일 문을 연다.",
        "시청 소식\n등록: 2019-10-03 (목)\n본문",
        "시청 소식\n본문이다.\n(끝) 2019/10/03 09:12 송고",
        "2019년 10월 3일(목)\n시청 소식\n본문",
        "보도일시 2019. 10. 3.(목)\n본문",
        "2019.10.03 14:20\n" + "시는 새 도서관을 연다고 밝혔다. " * 20,
        "---\ntitle: x\ndate: 2019-10-03\n---\n본문",
    ],
)
def test_a_date_the_document_states_of_itself(text: str) -> None:
    assert stated_date(text) == date(2019, 10, 3)


@pytest.mark.parametrize(
    "text",
    [
        "시는 2019년 10월 3일 문을 연다.",
        "시는 서류를\n등록 2019년 10월 3일부터 받는다.",
        "2019-10-03",
        "시청 소식\n입력 2019.13.41 09:12\n본문",
        "머리\n" + "긴 문장이다. " * 30 + "입력 2019.10.03\n끝",
        "",
    ],
)
def test_dates_of_the_story_are_not_dates_of_the_document(text: str) -> None:
    assert stated_date(text) is None


@pytest.mark.parametrize(
    "head",
    [
        "보도일시 2019. 10. 3.(목) 조간부터 보도하여 주시기 바랍니다",
        "| 보도시점 | 2019. 10. 3.(목) 12:00 (10. 4.(금) 조간) | 배포 | 2019. 10. 2.(수) 08:30 |",
        "배포일시: 2019. 10. 2.(수) 14:00\n보도일시: 2019. 10. 3.(목) 석간",
        "보도시점\n2019. 10. 3.(목) 조간",
        "보 도 일 시 : 2019년 10월 3일(목) 09시",
        "이 자료는 2019년 10월 3일(목) 조간부터 보도하여 주시기 바랍니다.",
        "| 보도시점 | 배포 즉시 | 배포 | 2019. 10. 3.(목) |",
        "보도시점: 즉시\n배포일시: 2019. 10. 3.(목)\n담당: 예산과 (062-000-0000)",
        "□ 배포일 : '19. 10. 3.(목)",
        "보도일시 19. 10. 3.(목) 조간",
        "보도자료 배포일: 2019-10-03",
        "한빛시\n보 도 자 료\n2019. 10. 3.(목)\n담당부서: 예산담당관",
    ],
)
def test_the_head_of_a_press_release_states_its_day(head: str) -> None:
    text = f"{head}\n\n한빛시, 도서관에 50억원 투입\n\n시는 오는 6일 문을 연다."
    assert stated_date(text) == date(2019, 10, 3)
    assert stated_date(unicodedata.normalize("NFD", text)) == date(2019, 10, 3)


@pytest.mark.parametrize(
    "head",
    [
        "보도시점: 2019. 10. 3.(금) 조간",  # the third was a Thursday: year or day is wrong
        "배포일시: 2019. 13. 3.",
        "마스크 배포 2019. 10. 3.(목)부터 시작",
        "배포 2019년 10월 3일부터 선착순",
        "한빛일보 보도 2019. 10. 3. 이후 논란이 커졌다",
        "공고 제2019-103호",
        "사업기간: 2019. 10. 3. ~ 2020. 10. 2.",
        "접수기간 2019. 10. 3.(목) 18:00까지",
        "일시: 2019. 10. 3.(목) 14:00, 시청 대회의실",
        "19. 10. 3. 기준",
        "보도블록 배포일정 2019. 10. 3.",
        "지난 보도일 2019. 10. 3. 기사와 관련하여",
    ],
)
def test_days_in_the_head_that_are_not_its_own(head: str) -> None:
    assert stated_date(f"{head}\n\n한빛시, 도서관에 50억원 투입\n\n시는 오는 6일 문을 연다.") is None


def test_the_line_that_states_the_day_is_named() -> None:
    text = "배포일시 | 2019. 10. 2.(수)\n보도일시 | 2019. 10. 3.(목) 조간\n\n시는 오는 6일 문을 연다."
    found = find_stated_date(text)
    assert found is not None
    assert found.line == "보도일시 | 2019. 10. 3.(목) 조간"
    (item,) = read_documents(["-"], stdin=io.BytesIO(text.encode()))
    assert isinstance(item, Document)
    assert item.date_origin == "“보도일시 | 2019. 10. 3.(목) 조간”"


@pytest.mark.parametrize("date_said", ['""', "null"])
def test_an_empty_date_is_none(date_said: str) -> None:
    line = f'{{"text": "시는 내년에 연다.", "date": {date_said}}}'
    (doc,) = read_documents(["-"], Input("jsonl"), stdin=io.BytesIO(line.encode()))
    assert isinstance(doc, Document)
    assert doc.reference_date is None


@pytest.mark.parametrize("raw", [b"{\\rtf1 10\\u50896?}", b"GIF89a....", b"%!PS-Adobe"])
def test_what_is_no_text_though_it_decodes(raw: bytes) -> None:
    with pytest.raises(SourceError, match="not text: byte 0 says so"):
        decode(raw)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ('{"id": "a", "text": "10원"}\n{"text": "20원"}\n', "give --input jsonl"),
        ('{\n "text": "10원"\n}', "give --input json"),
        ('[{"text": "10원"}]', "give --input json"),
        ('{"amount": 10}', None),
        ("[10원] 기사", None),
        ("{", None),
        ("[" * 100_000, None),
    ],
)
def test_records_read_as_plain_text_are_told(text: str, advice: str | None) -> None:
    (doc,) = read_documents(["-"], stdin=io.BytesIO(text.encode()))
    assert isinstance(doc, Document)
    assert doc.text == text
    assert [advice in gap for gap in doc.gaps] == [True] if advice else doc.gaps == ()
    (doc,) = read_documents(["-"], Input("text"), stdin=io.BytesIO(text.encode()))
    assert isinstance(doc, Document)
    assert doc.gaps == ()


def test_an_address_is_no_file() -> None:
    (failure,) = read_documents(["https://example.com/a.html"])
    assert "nothing is fetched" in str(failure)

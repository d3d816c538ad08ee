"""The format of vocabularies: what is read, and the message for each way to break it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gwangju_ai_cli.errors import VocabError
from gwangju_ai_cli.vocab import VOCAB_DIR, read_table


def test_every_vocabulary_of_the_package_is_well_formed() -> None:
    tables = sorted(VOCAB_DIR.glob("*.tsv"))
    assert tables
    for path in tables:
        assert read_table(path), path.name


def test_rows_comments_and_missing_cells(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("# words\nsurface\tvalue\n원\tKRW\n\n달러\n", encoding="utf-8")
    assert read_table(path) == ({"surface": "원", "value": "KRW"}, {"surface": "달러", "value": ""})


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("원\tKRW\tx", ":2: 3 cells"),
        ("\tKRW", ":2: the first cell is empty"),
        ("원\tKRW\n원\tKRW", ":3: repeats"),
        ("원 \tKRW", ":2: white space around"),
        ("\u110b\u116f\u11ab\tKRW", ":2: not in NFC"),
    ],
)
def test_each_flaw_names_its_line(tmp_path: Path, body: str, message: str) -> None:
    path = tmp_path / "words.tsv"
    path.write_bytes(f"surface\tvalue\n{body}\n".encode())
    with pytest.raises(VocabError, match=message):
        read_table(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabError, match=r"none\.tsv: cannot be read"):
        read_table(tmp_path / "none.tsv")

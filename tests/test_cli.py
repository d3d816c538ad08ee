"""The command line as people and programs meet it: one test for each promise."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
import regex

from gwangju_ai_cli import __version__
from gwangju_ai_cli.model import Document, Facts
from gwangju_ai_cli.pipeline import Settings
from gwangju_ai_cli.registry import FACT_TYPES
from tests.cli_runner import SEED, run

SENTENCE = "시는 도서관에 예산 50억원을 쓴다."
COMMANDS = [fact_type.command for fact_type in FACT_TYPES]


@pytest.fixture
def doc(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    return path


def _amounts(*args: str | Path, stdin: bytes | str | None = b"") -> list[int]:
    return [fact["amount"] for fact in run("money", "--jsonl", *args, stdin=stdin).facts]


# What is read


def test_help_names_every_command() -> None:
    done = run("--help")
    assert done.code == 0
    for name in [*COMMANDS, "all", "check", "explain", "evaluate", "schema", "text"]:
        assert re.search(rf"^  {name}\s", done.text, re.MULTILINE), name


def test_help_of_a_command_names_every_option_of_the_contract() -> None:
    told = run("orgs", "--help", env={"COLUMNS": "200"}).text
    for option in (
        "--date",
        "-d",
        "--input",
        "--encoding",
        "--json",
        "--jsonl",
        "--csv",
        "--tsv",
        "--markdown",
        "--format",
        "-f",
        "--output",
        "-o",
        "--jobs",
        "-j",
        "--resume",
        "--dictionary",
        "--mentions",
        "--bom",
        "--fail-on-empty",
        "--quiet",
        "-q",
        "--verbose",
        "-v",
        "--no-progress",
        "--color",
    ):
        assert re.search(rf"(?<![\w-]){option}(?![\w-])", told), option
    assert "--strict" in run("check", "--help").text
    assert not re.search("sarif|github", told)
    assert {"sarif", ".sarif", "github"} <= set(re.findall(r"\.?\w+", run("check", "--help").text))


def test_version() -> None:
    done = run("--version")
    assert (done.code, done.text) == (0, f"gwangju-ai-cli {__version__}\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_runs_on_the_seed_article(command: str) -> None:
    done = run(command, "--jsonl", "--date", "2019-10-03", SEED)
    assert (done.code, done.err) == (0, "")
    text = SEED.read_text(encoding="utf-8")
    (kind,) = {fact_type.kind for fact_type in FACT_TYPES if fact_type.command == command}
    for fact in done.facts:
        assert list(fact)[:6] == ["kind", "source", "start", "end", "text", "rule"]
        assert (fact["kind"], fact["source"]) == (kind, SEED.as_posix())
        assert text[fact["start"] : fact["end"]] == fact["text"]
        assert "" not in fact.values()


def test_a_kind_is_as_good_as_its_command(doc: Path) -> None:
    assert run("date", doc).code == 0


def test_files_stdin_and_a_dash(doc: Path) -> None:
    assert _amounts(doc) == [5_000_000_000]
    assert _amounts(stdin=SENTENCE) == [5_000_000_000]
    done = run("money", "--jsonl", doc, "-", stdin="10원")
    assert [fact["source"] for fact in done.facts] == [doc.as_posix(), "-"]


def test_no_files_on_a_terminal_is_a_usage_error() -> None:
    done = run("money", stdin=None)
    assert done.code == 2
    assert "Give FILES" in done.err


def test_a_folder_is_walked(doc: Path) -> None:
    (doc.parent / "b").mkdir()
    (doc.parent / "b" / "c.txt").write_text("10원", encoding="utf-8")
    assert _amounts(doc.parent) == [5_000_000_000, 10]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SENTENCE.encode(encoding))
    assert _amounts(path) == [5_000_000_000]
    assert _amounts(stdin=SENTENCE.encode(encoding)) == [5_000_000_000]


def test_a_forced_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SENTENCE.encode("utf-16-le"))
    assert run("money", path).code == 2
    assert _amounts("--encoding", "utf-16-le", path) == [5_000_000_000]
    done = run("money", "--encoding", "utf-9", path)
    assert (done.code, done.out, "--encoding: no encoding is called 'utf-9'" in done.err) == (2, b"", True)


def test_unreadable_bytes_are_an_error_and_the_others_are_done(doc: Path) -> None:
    bad = doc.with_name("bad.txt")
    bad.write_bytes(b"50\xff\xff")
    done = run("money", "--jsonl", bad, doc, doc.with_name("none.txt"))
    assert done.code == 2
    assert len(done.facts) == 1
    assert f"{bad.as_posix()}: byte 2 (0xff)" in done.err
    assert "none.txt: No such file" in done.err


def test_offsets_count_code_points_of_the_text_as_given(tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", "가\r\n😀 " + SENTENCE)
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    (fact,) = run("money", "--jsonl", path).facts
    assert text[fact["start"] : fact["end"]] == fact["text"] == unicodedata.normalize("NFD", "50억원")


JSONL = '{"id": "a", "text": "내년 10원", "date": "2019-10-03"}\n{broken\n{"text": "내년 20원"}\n'


def test_jsonl_by_suffix_and_by_option(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(JSONL, encoding="utf-8")
    done = run("money", "--jsonl", path)
    assert done.code == 2
    assert f"{path.as_posix()}:2: not JSON" in done.err
    assert [(fact["source"], fact["amount"]) for fact in done.facts] == [("a", 10), (f"{path.as_posix()}:3", 20)]
    assert _amounts("--input", "jsonl", stdin=JSONL) == [10, 20]
    assert len(run("money", "--jsonl", "--input", "text", path).facts) == 2


def test_the_reference_date_comes_from_option_record_or_document(tmp_path: Path) -> None:
    def year(*args: str | Path, stdin: str) -> object:
        return run("dates", "--jsonl", *args, stdin=stdin).facts[-1]["value"]

    record = '{"text": "내년에 연다.", "date": "2019-10-03"}'
    assert year("--input", "jsonl", stdin=record) == "2020"
    assert year("--input", "jsonl", "-d", "2010-01-01", stdin=record) == "2011"
    assert year(stdin="소식\n입력 2015.10.03 09:00\n시는 내년에 연다.") == "2016"
    assert year("--date", "2010-01-01", stdin="소식\n입력 2015.10.03 09:00\n시는 내년에 연다.") == "2011"


def test_without_a_reference_date_nothing_is_guessed() -> None:
    (fact,) = run("dates", "--jsonl", stdin="시는 내년에 문을 연다.").facts
    assert (fact["start_date"], fact["end_date"]) == (None, None)
    assert "X" in fact["value"]


def test_a_wrong_date_says_how_to_write_it(doc: Path) -> None:
    done = run("dates", "--date", "3.10.2019", doc)
    assert done.code == 2
    assert "write it as 2019-10-03" in done.err


def test_an_empty_id_names_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": "", "text": "10원"}\n{"id": " ", "text": "20원"}\n', encoding="utf-8")
    sources = [fact["source"] for fact in run("money", "--jsonl", path).facts]
    assert sources == [f"{path.as_posix()}:1", f"{path.as_posix()}:2"]


# What is written


@pytest.mark.parametrize("name", ["x.html", "x.json", "x.csv", "x.sqlite", "x.parquet"])
def test_nothing_read_is_nothing_written(tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    for _ in range(2):
        before = out.read_bytes() if out.exists() else None
        done = run("money", tmp_path / "none.txt", "-o", out)
        assert (done.code, done.out, f"{name}: not written, for nothing could be read" in done.err) == (2, b"", True)
        assert (out.read_bytes() if out.exists() else None) == before
        out.write_bytes(b"before")


def test_a_report_of_nothing_is_no_page(tmp_path: Path) -> None:
    missing, out = tmp_path / "none.txt", tmp_path / "r.html"
    assert (run("report", missing, "-o", out).code, out.exists()) == (2, False)
    done = run("report", missing)
    assert (done.code, done.out) == (2, b"")
    assert run("check", missing, "--format", "sarif").out == b""
    assert run("money", missing, "--json").out == b"[]\n", "a program that reads it has JSON"


def test_nothing_read_leaves_no_journal(tmp_path: Path) -> None:
    assert run("money", tmp_path / "none.txt", "-o", tmp_path / "x.csv", "--resume").code == 2
    assert list(tmp_path.iterdir()) == []


def test_quiet_goes_before_verbose(doc: Path) -> None:
    assert run("money", "-v", doc).err
    assert run("money", "-q", "-v", doc).err == ""
    assert run("report", "-v", doc, "-o", doc.with_name("r.html")).err
    assert run("report", "-q", "-v", doc, "-o", doc.with_name("r.html")).err == ""


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["money", "--mentions"], "No such option: --mentions (it is an option of orgs, people, places, all)"),
        (["money", "--strict"], "No such option: --strict (it is an option of check, report)"),
        (["money", "-k", "money"], "No such option: -k (it is an option of explain, evaluate)"),
        (["--json", "money"], "No such option: --json (it stands after the command)"),
        (["-d", "2024-01-01", "money"], "No such option: -d (it stands after the command)"),
        (["money", "--jsn"], "No such option: --jsn (Possible options: --jobs, --json, --jsonl)"),
        (["money", "--nothing-like-it"], "No such option: --nothing-like-it\n"),
        (["help"], "Ask with 'extract --help'"),
        (["bogus"], "No such command 'bogus'. There are: budgets, "),
        (["mony"], "No such command 'mony'. Did you mean 'money'?"),
    ],
)
def test_a_wrong_option_or_command_gets_advice(args: list[str], message: str) -> None:
    done = run(*args, stdin=SENTENCE)
    assert (done.code, done.out) == (2, b"")
    assert message in done.err


def test_the_table_is_for_people(doc: Path) -> None:
    done = run("money", doc)
    assert "50억원" in done.text
    assert re.search("[가-힣]", done.text.splitlines()[0]), "Korean heads"
    assert "\x1b" not in done.text


def test_colour_on_a_terminal_only(doc: Path) -> None:
    assert b"\x1b[" in run("money", doc, terminal=["out"]).out
    assert b"\x1b[" not in run("money", doc, terminal=["out"], env={"NO_COLOR": "1"}).out
    assert b"\x1b[" not in run("money", "--color", "never", doc, terminal=["out"]).out
    assert b"\x1b[" in run("money", "--color", "always", doc).out


def test_control_characters_never_reach_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]0;x\x07.txt"
    path.write_text("\x1b[2J50억원\x9b2J", encoding="utf-8")
    for args in (["money"], ["money", "--csv"], ["money", "--jsonl"], ["text"], ["explain", "-k", "money"]):
        done = run(*args, path, path.with_name("no\x1b.txt"), terminal=["out", "err"], env={"NO_COLOR": "1"})
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", done.text + done.err), args


@pytest.mark.parametrize("option", ["--json", "--jsonl", "--csv", "--tsv", "--markdown"])
def test_short_and_long_form_of_a_format_agree(doc: Path, option: str) -> None:
    assert run("money", option, doc).out == run("money", "--format", option[2:], doc).out != b""


def test_one_format_at_a_time(doc: Path) -> None:
    done = run("money", "--json", "--csv", doc)
    assert (done.code, "one format at a time" in done.err) == (2, True)


def test_json_is_one_array(doc: Path) -> None:
    assert [fact["amount"] for fact in json.loads(run("money", "--json", doc, doc).text)] == [5_000_000_000] * 2


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".csv", ".tsv", ".md", ".html", ".sqlite", ".parquet"])
def test_the_suffix_of_the_output_picks_the_format(doc: Path, suffix: str) -> None:
    out = doc.with_name("out" + suffix)
    done = run("money", doc, "-o", out)
    assert (done.code, done.out, done.err) == (0, b"", "")
    first = out.read_bytes()
    assert first
    if suffix not in (".sqlite", ".parquet", ".html"):
        name = {".md": "markdown"}.get(suffix, suffix[1:])
        assert first == run("money", "-f", name, doc).out
    assert sorted(path.name for path in doc.parent.iterdir()) == ["a.txt", out.name]


def test_a_suffix_of_no_format_is_an_error(doc: Path) -> None:
    done = run("money", doc, "-o", doc.with_name("out.docx"))
    assert (done.code, ".parquet" in done.err) == (2, True)
    assert run("money", "--json", doc, "-o", doc.with_name("out.docx")).code == 0


def test_an_option_goes_before_the_suffix(doc: Path) -> None:
    out = doc.with_name("out.txt")
    assert run("money", doc, "--csv", "-o", out).code == 0
    assert out.read_text(encoding="utf-8").startswith("kind,")


def test_a_file_is_written_whole_or_not_at_all(doc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = doc.with_name("out.csv")
    out.write_text("before", encoding="utf-8")

    def broken(*_: object) -> object:
        raise OSError("disk full")

    monkeypatch.setattr("gwangju_ai_cli.render.delimited.flatten", broken)
    done = run("money", doc, "-o", out)
    assert done.code == 2
    assert "disk full" in done.err
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in doc.parent.iterdir()) == ["a.txt", "out.csv"]


def test_an_output_that_cannot_be_written(doc: Path) -> None:
    done = run("money", doc, "-o", doc.parent / "no" / "out.csv")
    assert (done.code, "cannot be written" in done.err) == (2, True)


def test_sqlite_end_to_end(doc: Path) -> None:
    out = doc.with_name("out.sqlite")
    for _ in range(2):
        assert run("money", doc, "-o", out).code == 0
    base = sqlite3.connect(out)
    assert base.execute("SELECT amount FROM money").fetchall() == [(5_000_000_000,)]


def test_sqlite_refuses_two_documents_of_one_name(doc: Path) -> None:
    done = run("money", doc, doc, "-o", doc.with_name("out.sqlite"))
    assert done.code == 2
    assert "read before" in done.err


def test_binary_formats_need_a_file(doc: Path) -> None:
    done = run("money", "-f", "parquet", doc)
    assert (done.code, "give -o" in done.err) == (2, True)


def test_bom(doc: Path) -> None:
    assert run("money", "--csv", "--bom", doc).out.startswith(b"\xef\xbb\xbfkind,")


def test_facts_stand_in_document_order(doc: Path) -> None:
    found = [(fact["start"], fact["end"], fact["kind"]) for fact in run("all", "--jsonl", SEED).facts]
    assert found == sorted(found)


def test_mentions_give_a_fact_an_occurrence() -> None:
    text = "광주광역시는 삼성전자와 협약했다. 광주광역시는 삼성전자를 돕는다."
    entities = run("orgs", "--jsonl", stdin=text).facts
    occurrences = run("orgs", "--jsonl", "--mentions", stdin=text).facts
    assert len(occurrences) == sum(len(fact["mentions"]) for fact in entities) == 4
    assert len(entities) == 2


def test_a_dictionary_adds_names(tmp_path: Path) -> None:
    names = tmp_path / "names.tsv"
    names.write_text("surface\tcanonical\torg_type\n빛고을랩\t빛고을연구소\tresearch_institute\n", encoding="utf-8")
    text = "시는 빛고을랩에 연구를 맡겼다."
    found = run("orgs", "--jsonl", "--dictionary", names, stdin=text).facts
    assert [(fact["text"], fact["name"], fact["org_type"]) for fact in found] == [
        ("빛고을랩", "빛고을연구소", "research_institute"),
    ]


def test_a_dictionary_as_a_spreadsheet_saves_it(tmp_path: Path) -> None:
    names = tmp_path / "names.tsv"
    names.write_bytes('"빛고을랩"\t"빛고을, ""연구"" 모임"\tassociation\r\n'.encode("cp949"))
    (found,) = run("orgs", "--jsonl", "--dictionary", names, stdin="시는 빛고을랩에 연구를 맡겼다.").facts
    assert found["name"] == '빛고을, "연구" 모임'


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("빛고을랩\t\tcompnay", "names.tsv:1: no org_type is called 'compnay'; did you mean 'company'?"),
        ("a\tb\tcompany\tx", "names.tsv:1: 4 cells"),
        ("\tb\tcompany", "names.tsv:1: the surface is empty"),
        ("빛고을랩,빛고을연구소,company", "names.tsv:1: expected surface, canonical, org_type, parted by tabs"),
        ("빛고을랩  빛고을연구소  company", "names.tsv:1: expected surface, canonical, org_type, parted by tabs"),
        ("a\tb\na\tc", "names.tsv:2: 'a' stands above with another meaning"),
    ],
)
def test_a_broken_dictionary_is_named_by_line(tmp_path: Path, row: str, message: str) -> None:
    names = tmp_path / "names.tsv"
    names.write_text(row, encoding="utf-8")
    done = run("orgs", "--dictionary", names, stdin="x")
    assert (done.code, message in done.err) == (2, True), done.err


def test_streams_are_apart(doc: Path) -> None:
    done = run("money", "--jsonl", "--verbose", doc, doc.with_name("none.txt"))
    assert all(line.startswith("{") for line in done.text.splitlines())
    assert "none.txt" in done.err
    assert "reference date none" in done.err
    assert run("money", "-q", stdin="없다").err == ""
    assert "nothing found in 1 document" in run("money", stdin="없다").err


def test_progress_is_for_long_work_on_a_terminal(doc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gwangju_ai_cli.cli.console.PROGRESS_AFTER_S", -1)
    monkeypatch.setattr("gwangju_ai_cli.cli.console.PROGRESS_EVERY_S", -1)
    assert re.search(r"1 document \([\d,]+/s\), 1 fact\r", run("money", doc, terminal=["err"]).err)
    assert run("money", doc, terminal=["err"]).err.endswith("\r\x1b[K")
    for quiet in (["-q"], ["--no-progress"]):
        assert run("money", doc, *quiet, terminal=["err"]).err == ""
    assert run("money", doc).err == ""


def test_a_file_to_read_is_not_replaced(doc: Path) -> None:
    before = doc.read_bytes()
    done = run("money", doc, "-o", doc, "--json")
    assert (done.code, "is one of the files to read" in done.err) == (2, True)
    assert doc.read_bytes() == before
    output = doc.with_name("facts.jsonl")
    for _ in range(2):
        assert run("money", doc.parent, "-o", output).code == 0
    lines = output.read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["source"] for line in lines} == {doc.as_posix()}


def test_exit_codes(doc: Path) -> None:
    assert run("money", doc).code == 0
    assert run("money", stdin="없다").code == 0
    assert run("money", "--fail-on-empty", stdin="없다").code == 1
    assert run("money", "--fail-on-empty", doc).code == 0
    assert run("money", "--no-such-option", doc).code == 2
    assert run("money", "--fail-on-empty", doc.with_name("none.txt")).code == 2


def test_an_empty_file_is_a_document_without_facts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    for command in [*COMMANDS, "explain", "text"]:
        done = run(command, tmp_path / "a.txt")
        assert done.code == 0, command


@pytest.mark.parametrize(
    ("name", "advice"),
    [("mony", "Did you mean 'money'?"), ("budgtes", "Did you mean 'budgets'?"), ("zzz", "There are: budgets, money")],
)
def test_a_wrong_command_gets_the_nearest(name: str, advice: str) -> None:
    done = run(name)
    assert done.code == 2
    assert advice in done.err


def test_a_file_in_place_of_a_command(doc: Path) -> None:
    done = run(doc)
    assert (done.code, "extract all" in done.err) == (2, True)


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    done = run("money", tmp_path)
    assert done.code == 0
    assert "no documents: folders are searched for .txt" in done.err


def test_output_to_a_device_or_a_dash_is_a_stream(doc: Path) -> None:
    assert run("money", doc, "--csv", "-o", "-").text.startswith("kind,")
    assert run("money", doc, "--csv", "-o", "/dev/null").code == 0


def test_output_through_a_link_replaces_what_it_points_at(doc: Path) -> None:
    (doc.parent / "real").mkdir()
    link = doc.with_name("out.csv")
    link.symlink_to(doc.parent / "real" / "out.csv")
    assert run("money", doc, "-o", link).code == 0
    assert link.is_symlink()
    assert (doc.parent / "real" / "out.csv").read_text(encoding="utf-8").startswith("kind,")


def test_parquet_without_pyarrow_says_what_to_install(doc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = run("money", doc, "-o", doc.with_name("x.parquet"))
    assert (done.code, "pip install pyarrow" in done.err) == (2, True)


# `check`

WRONG = "총사업비 480억원(국비 240억원, 시비 200억원)을 들인다."


def test_check_ends_with_1_where_it_finds_something(doc: Path) -> None:
    done = run("check", "--jsonl", stdin=WRONG)
    assert done.code == 1
    (issue,) = done.facts
    assert (issue["kind"], issue["code"]) == ("issue", "sum")
    assert re.search("[가-힣]", issue["message"])
    assert run("check", doc).code == 0


def test_check_keeps_the_doubtful_for_strict() -> None:
    found = [len(run("check", "--jsonl", *strict, SEED).facts) for strict in ([], ["--strict"])]
    assert found[0] <= found[1]


@pytest.mark.parametrize("name", ["github", "sarif"])
def test_formats_of_check(doc: Path, name: str) -> None:
    assert "sum" in run("check", "--format", name, stdin=WRONG).text
    done = run("money", "--format", name, doc)
    assert (done.code, "is for `check` only" in done.err) == (2, True)


def test_check_to_a_sarif_file(tmp_path: Path) -> None:
    out = tmp_path / "x.sarif"
    assert run("check", "-o", out, stdin=WRONG).code == 1
    assert json.loads(out.read_text(encoding="utf-8"))["version"] == "2.1.0"


# Workers


def _corpus(path: Path, documents: int = 150) -> Path:
    lines = (json.dumps({"id": str(n), "text": f"{SENTENCE} 지난해 {n + 1}만원을 냈다."}) for n in range(documents))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_same_bytes_for_any_number_of_workers(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path / "x.jsonl")
    one, two = (run("money", "--jsonl", "-j", jobs, corpus) for jobs in ("1", "2"))
    assert one.out == two.out == run("money", "--jsonl", corpus).out
    assert len(one.facts) == 300


def test_failures_keep_their_place_among_workers(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(JSONL * 100, encoding="utf-8")
    one, two = (run("money", "--jsonl", "-j", jobs, path) for jobs in ("1", "2"))
    assert (one.code, one.out, one.err) == (two.code, two.out, two.err)


def test_an_interrupted_run_is_resumed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = _corpus(tmp_path / "x.jsonl", 10)
    out = tmp_path / "out.csv"
    args = ("money", corpus, "-o", out, "--resume")
    from gwangju_ai_cli import pipeline

    worked: list[str] = []
    whole = pipeline.extract_document

    def interrupted(doc: Document, *args: object, **options: object) -> object:
        if len(worked) == 5:
            raise KeyboardInterrupt
        worked.append(doc.source)
        return whole(doc, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "extract_document", interrupted)
    assert run(*args).code == 130
    assert not out.exists()
    journal = tmp_path / "out.csv.resume"
    journal.write_text(journal.read_text(encoding="utf-8") + '{"key": "cut sho', encoding="utf-8")
    monkeypatch.setattr(pipeline, "extract_document", whole)
    done = run(*args)
    assert (done.code, "5 documents are done already" in done.err) == (0, True)
    assert out.read_bytes() == run("money", "--csv", corpus).out
    assert not journal.exists()


def test_a_journal_of_other_wishes_is_not_resumed(tmp_path: Path) -> None:
    corpus, out = _corpus(tmp_path / "x.jsonl", 3), tmp_path / "out.jsonl"
    journal = tmp_path / "out.jsonl.resume"
    journal.write_text('{"resume": 1, "version": "0", "kinds": ["date"]}\n{"key": "x"}\n', encoding="utf-8")
    done = run("money", corpus, "-o", out, "--resume")
    assert (done.code, "other options or of another version; all is done anew" in done.err) == (0, True)
    assert out.read_bytes() == run("money", "--jsonl", corpus).out


def test_resume_needs_a_file_for_programs(doc: Path) -> None:
    for args in ([], ["-o", str(doc.with_name("x.md"))]):
        done = run("money", "--resume", doc, *args)
        assert (done.code, "--resume needs -o" in done.err) == (2, True)


def test_an_error_in_one_document_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gwangju_ai_cli import pipeline

    whole = pipeline.extract_document

    def fragile(doc: Document, *args: object, **options: object) -> object:
        if doc.source == "1":
            raise ValueError("odd")
        return whole(doc, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "extract_document", fragile)
    done = run("money", "--jsonl", _corpus(tmp_path / "x.jsonl", 3))
    assert done.code == 2
    assert {fact["source"] for fact in done.facts} == {"0", "2"}
    assert "1: internal error, please report it: ValueError: odd" in done.err


def test_a_breach_of_the_time_limit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from gwangju_ai_cli import analysis, pipeline

    monkeypatch.setattr(analysis, "SEARCH_TIMEOUT_S", 0.05)
    slow = regex.compile(r"(?:a|aa|aaa)+(?:b|c)+$")
    whole = pipeline.extract_document

    def with_slow_rule(doc: Document, *args: object, **options: object) -> Facts:
        seen = pipeline.analyse(doc, Settings())
        assert list(seen.finditer(slow, seen.sentences[0].span)) == []
        found = whole(doc, *args, **options)  # type: ignore[arg-type]
        return replace(found, notices=tuple(seen.notices))

    monkeypatch.setattr(pipeline, "extract_document", with_slow_rule)
    done = run("money", "--jsonl", stdin="a" * 60 + "d 10원")
    assert (done.code, [fact["amount"] for fact in done.facts]) == (0, [10])
    assert "-: a rule was stopped after 0.05 s; this stretch may lack facts (characters 0–65)" in done.err
    assert run("money", "-q", stdin="a" * 60 + "d 10원").err == ""


# `text`, `schema`, completion


def test_text_is_what_offsets_refer_to(tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", SENTENCE) + "\r\n끝"
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    done = run("text", path)
    assert (done.code, done.text) == (0, text)
    assert run("text", tmp_path / "none.txt").code == 2
    (tmp_path / "b.txt").write_bytes(b"b\n")
    assert run("text", path, tmp_path / "b.txt", path).text == f"{text}\nb\n{text}", "several do not run into one"


def test_schema_of_one_kind_and_of_all() -> None:
    one = json.loads(run("schema", "money").text)
    assert one["properties"]["kind"] == {"const": "money"}
    assert one["schema_version"]
    assert run("schema", "budget").out == run("schema", "budgets").out
    every = json.loads(run("schema").text)
    assert {"money", "budget", "org", "issue"} <= set(every["$defs"])
    assert run("schema", "issue").out == run("schema", "check").out
    assert set(json.loads(run("schema", "all").text)["$defs"]) == set(every["$defs"]) - {"issue"}
    done = run("schema", "mony")
    assert (done.code, "did you mean 'money'" in done.err) == (2, True)
    done = run("schema", "bogus")
    assert (done.code, "mean" in done.err, "known are budgets, " in done.err) == (2, False, True)


def test_every_output_is_as_its_schema_says() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(run("schema").text)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for args in (["all"], ["all", "--mentions"], ["check", "--strict"]):
        for fact in run(*args, "--jsonl", "--date", "2019-10-03", SEED).facts:
            assert list(validator.iter_errors(fact)) == [], fact


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(shell: str) -> None:
    words = {
        "COMP_WORDS": "extract mo",
        "COMP_CWORD": "1",
        "_TYPER_COMPLETE_ARGS": "extract mo",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = run(env={"_EXTRACT_COMPLETE": f"complete_{shell}", **words})
    assert "money" in done.text
    assert "dates" not in done.text


# Configuration


def test_options_go_before_environment_before_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    (project / "deep").mkdir(parents=True)
    home = tmp_path / "home"
    (home / "gwangju-ai").mkdir(parents=True)
    user, own = home / "gwangju-ai" / "gwangju-ai.toml", project / "gwangju-ai.toml"
    monkeypatch.chdir(project / "deep")

    def out(*args: str, **env: str) -> str:
        return run("money", *args, stdin=SENTENCE, home=home, env=env).text

    assert out().startswith(" ")
    user.write_text('format = "jsonl"\n', encoding="utf-8")
    assert out().startswith("{")
    own.write_text('[money]\nformat = "csv"\n', encoding="utf-8")
    assert out().startswith("kind,")
    assert out(GWANGJU_AI_FORMAT="json").startswith("[")
    assert out("--tsv", GWANGJU_AI_FORMAT="json").startswith("kind\t")
    assert out("--format", "json").startswith("[")
    own.write_text("fail-on-empty = true\n", encoding="utf-8")
    assert run("money", stdin="없다", home=home).code == 1


def test_a_home_that_may_not_be_entered_has_no_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = Path.is_file

    def guarded(path: Path) -> bool:
        if path.name == "gwangju-ai.toml" and path.is_relative_to(tmp_path):
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "is_file", guarded)
    assert run("money", "--jsonl", stdin=SENTENCE, home=tmp_path).code == 0


def test_the_project_file_is_found_in_parent_folders_and_names_files_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "names.tsv").write_text("빛고을랩\t빛고을연구소\tresearch_institute\n", encoding="utf-8")
    (tmp_path / "gwangju-ai.toml").write_text('dictionary = "names.tsv"\ndate = 2019-10-03\n', encoding="utf-8")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    found = run("all", "--jsonl", stdin="빛고을랩은 내년에 문을 연다.").facts
    assert [fact["name"] for fact in found if fact["kind"] == "org"] == ["빛고을연구소"]
    assert [fact["value"] for fact in found if fact["kind"] == "date"] == ["2020"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('fromat = "json"', "no option is called 'fromat'; did you mean 'format'?"),
        ("[mony]\ndate = 1", "no command is called 'mony'; did you mean 'money'?"),
        ("[money]\nmentions = true", "no option of `money` is called 'mentions'"),
        ("date = ", "gwangju-ai.toml"),
        ('output = "x"', "no option is called 'output'"),
        ("as_json = true", "no option is called 'as_json'"),
    ],
)
def test_a_wrong_configuration_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, message: str
) -> None:
    (tmp_path / "gwangju-ai.toml").write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = run("money", stdin=SENTENCE)
    assert done.code == 2
    assert message in done.err


def test_a_configuration_of_any_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "gwangju-ai.toml"
    file.write_bytes(b'\xef\xbb\xbf[check]\nignore = "sum"\n')
    assert run("check", stdin=WRONG).code == 0, "a mark as editors set it; one value without brackets"
    file.write_bytes(b"\xb0\xa1")
    done = run("money", stdin=SENTENCE)
    assert (done.code, f"{file}: byte 0 is not UTF-8" in done.err) == (2, True)
    for args in (["--help"], ["--version"], ["money", "-h"]):
        assert (run(*args).code, run(*args).err) == (0, ""), "help is there all the same"


def test_what_is_typed_is_louder_than_what_is_configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "gwangju-ai.toml"
    for setting, option, said in (("quiet = true", "-v", True), ("verbose = true", "-q", False)):
        file.write_text(setting, encoding="utf-8")
        assert bool(run("money", option, stdin=SENTENCE).err) is said


def test_a_wrong_value_that_nobody_typed_says_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "gwangju-ai.toml"
    for setting in ('jobs = "many"', 'date = "내년"', 'encoding = "utf-9"'):
        file.write_text(setting, encoding="utf-8")
        done = run("money", stdin=SENTENCE)
        assert (done.code, str(file) in done.err) == (2, True)
    file.unlink()
    for name, value in (
        ("GWANGJU_AI_JOBS", "many"),
        ("GWANGJU_AI_DATE", "내년"),
        ("GWANGJU_AI_ENCODING", "utf-9"),
    ):
        done = run("money", stdin=SENTENCE, env={name: value})
        assert (done.code, f"(from {name})" in done.err) == (2, True)
    done = run("money", "--jobs", "many", stdin=SENTENCE)
    assert (done.code, "(from" in done.err) == (2, False)


# The process itself


def _process(*args: str | Path, **more: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gwangju_ai_cli", *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)  # type: ignore[call-overload, no-any-return]


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    with _process("money", "--jsonl", _corpus(tmp_path / "x.jsonl", 3_000)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def _shell(command: str, folder: Path) -> tuple[int, str, str]:
    program = f"{shlex.quote(sys.executable)} -m gwangju_ai_cli"
    line = command.replace("extract", program, 1)
    done = subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("args", ["money --jsonl x.txt", "money --json x.txt -o /dev/full", "--help", "schema"])
def test_a_full_disk_is_an_error_and_no_finding(doc: Path, args: str) -> None:
    shutil.copy(doc, doc.with_name("x.txt"))
    code, _, err = _shell(f"extract {args} > /dev/full", doc.parent)
    assert (code, err) == (2, "extract: the output: No space left on device\n")


def test_closed_streams_are_no_crash(doc: Path) -> None:
    code, _, err = _shell(f"extract money --jsonl {doc} >&-", doc.parent)
    assert (code, err) == (2, "extract: the output: Bad file descriptor\n")
    assert _shell(f"extract money {doc} -o y.json >&-", doc.parent) == (0, "", "")
    assert (doc.parent / "y.json").exists()
    assert _shell("extract money nowhere.txt 2>&-", doc.parent) == (2, "", "")
    code, _, err = _shell("extract money <&-", doc.parent)
    assert (code, "Give FILES" in err) == (2, True)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_terminated_run_leaves_nothing_half_written(tmp_path: Path, name: str, jobs: str) -> None:
    corpus, out = _corpus(tmp_path / "x.jsonl", 50_000), tmp_path / "out.jsonl"
    out.write_text("before", encoding="utf-8")
    with _process("money", corpus, "-o", out, "-j", jobs) as process:
        assert process.stderr is not None
        deadline = time.monotonic() + 30
        while not list(tmp_path.glob(".gwangju-ai-*.tmp")) and time.monotonic() < deadline:
            time.sleep(0.02)
        sign = getattr(signal, name)
        process.send_signal(sign)
        assert process.stderr.read() == b""
        assert process.wait() == 128 + sign
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "x.jsonl"]
    assert out.read_text(encoding="utf-8") == "before"


def test_an_output_that_is_a_folder(doc: Path) -> None:
    done = run("money", doc, "-o", doc.parent)
    assert (done.code, "is a folder" in done.err) == (2, True)


def test_workers_end_quietly_with_their_parent(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path / "x.jsonl", 20_000)
    for sign, code in ((signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)):
        with _process("money", "--jsonl", "-j", "2", corpus, start_new_session=True) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.readline()
            if sign is signal.SIGINT:
                os.killpg(process.pid, sign)  # as a terminal does: to the workers too
            else:
                process.send_signal(sign)
            process.stdout.read()  # ends when the last of them has let go of it
            assert process.stderr.read() == b""
            assert process.wait() == code


def test_the_locale_does_not_matter(doc: Path) -> None:
    env = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    with _process("money", doc, env=env) as process:
        out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert "50억원" in out.decode("utf-8")

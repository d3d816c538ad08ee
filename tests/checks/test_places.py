"""Where findings go: lines for editors, GitLab, JUnit, SARIF with edits, baselines, comments, explain."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.cli_runner import run

SUM = "총사업비 480억원(국비 240억원, 시비 200억원)을 들인다."
DAY = "설명회는 2024년 3월 5일(금) 열린다."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.txt").write_text(f"첫 줄이다.\n  {SUM}\n{DAY}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("아무 수치도 없다.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_lines_for_editors_count_characters(folder: Path) -> None:
    done = run("check", "a.txt", "--format", "line")
    first, second = done.text.splitlines()
    assert done.code == 1
    assert first.startswith("a.txt:2:8: sum: 합계가 맞지 않습니다: ")
    assert second.startswith("a.txt:3:6: weekday: ")


def test_gitlab_fingerprints_survive_a_moved_paragraph(folder: Path) -> None:
    before = json.loads(run("check", "a.txt", "--format", "gitlab").text)
    (folder / "a.txt").write_text(f"새 단락.\n\n첫 줄이다.\n  {SUM}\n{DAY}\n", encoding="utf-8")
    after = json.loads(run("check", "a.txt", "--format", "gitlab").text)
    assert [row["location"]["lines"]["begin"] for row in before] == [2, 3]
    assert [row["location"]["lines"]["begin"] for row in after] == [4, 5]
    assert [row["fingerprint"] for row in before] == [row["fingerprint"] for row in after]
    assert len({row["fingerprint"] for row in before}) == 2
    assert {row["severity"] for row in before} == {"major"}


def test_junit_has_a_case_per_document(folder: Path) -> None:
    root = ElementTree.fromstring(run("check", "a.txt", "b.txt", "--format", "junit").text)
    assert root.attrib == {"tests": "2", "failures": "1"}
    cases = {case.attrib["name"]: case.findall("failure") for case in root.iter("testcase")}
    assert [failure.attrib["type"] for failure in cases["a.txt"]] == ["check.sum", "check.weekday"]
    assert cases["b.txt"] == []


def test_edits_mend_the_text(folder: Path) -> None:
    found = run("check", "a.txt", "--jsonl", "--fix-suggestions").facts
    text = (folder / "a.txt").read_text(encoding="utf-8")
    for fix in sorted((fact["fix"] for fact in found), key=lambda fix: -fix["start"]):
        text = text[: fix["start"]] + fix["text"] + text[fix["end"] :]
    assert "총사업비 440억원(국비 240억원, 시비 200억원)" in text
    assert "3월 5일(화)" in text
    (folder / "a.txt").write_text(text, encoding="utf-8")
    assert run("check", "a.txt").code == 0


def test_no_edits_unless_asked(folder: Path) -> None:
    assert [fact["fix"] for fact in run("check", "a.txt", "--jsonl").facts] == [None, None]


def test_sarif_carries_edits_and_help(folder: Path) -> None:
    log = json.loads(run("check", "a.txt", "--format", "sarif", "--fix-suggestions").text)["runs"][0]
    assert all(rule["help"]["text"] for rule in log["tool"]["driver"]["rules"])
    change = log["results"][0]["fixes"][0]["artifactChanges"][0]
    assert change["replacements"][0]["insertedContent"] == {"text": "440억원"}
    assert change["replacements"][0]["deletedRegion"]["charLength"] == len("480억원")


def test_the_span_takes_the_closing_bracket_in(folder: Path) -> None:
    texts = [fact["text"] for fact in run("check", "a.txt", "--jsonl").facts]
    assert texts == ["480억원(국비 240억원, 시비 200억원)", "2024년 3월 5일(금)"]


def test_a_baseline_hides_what_it_knows_wherever_it_moves(folder: Path) -> None:
    done = run("check", "a.txt", "--write-baseline", "known.json")
    assert (done.code, json.loads((folder / "known.json").read_text(encoding="utf-8"))["baseline"]) == (0, 1)
    (folder / "a.txt").write_text(f"{DAY}\n새 단락.\n{SUM}\n{SUM}\n", encoding="utf-8")
    done = run("check", "./a.txt", "--baseline", "known.json", "--jsonl")
    assert [fact["code"] for fact in done.facts] == ["sum"]  # the second one is new
    assert "2 findings silenced" in done.err


@pytest.mark.parametrize("content", [None, "[]", '{"baseline": 9}', '{"baseline": 1, "findings": [{"code": "sum"}]}'])
def test_a_baseline_that_is_none_is_told(folder: Path, content: str | None) -> None:
    if content is not None:
        (folder / "known.json").write_text(content, encoding="utf-8")
    done = run("check", "a.txt", "--baseline", "known.json")
    assert done.code == 2
    assert "known.json" in done.err


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("<!-- extract: ignore sum -->", ["weekday"]),
        ("# extract: ignore", ["weekday"]),
        ("// extract:ignore weekday, sum", ["weekday"]),
        ("<!-- extract: ignore weekday -->", ["sum", "weekday"]),
        ("# extract nothing", ["sum", "weekday"]),
    ],
)
def test_a_comment_silences_its_line(folder: Path, comment: str, left: list[str]) -> None:
    (folder / "a.txt").write_text(f"{SUM} {comment}\n{DAY}\n", encoding="utf-8")
    done = run("check", "a.txt", "--jsonl")
    assert [fact["code"] for fact in done.facts] == left
    assert ("1 finding silenced" in done.err) == (len(left) == 1)


def test_explain_shows_findings(folder: Path) -> None:
    text = run("explain", "a.txt").text
    assert "check.sum" in text
    assert "합계가 맞지 않습니다" in text


def test_percent_goes_on_to_mean_what_it_meant(folder: Path) -> None:
    (folder / "a.txt").write_text(
        "3월 1000명에서 4월 1200명으로 30% 늘었다.\n1인당 30만원씩 200명에게 총 5000만원을 준다.\n", "utf-8"
    )
    assert [fact["code"] for fact in run("check", "a.txt", "--jsonl").facts] == ["difference", "product"]
    assert run("check", "a.txt", "--ignore", "percent").code == 0
    assert run("check", "a.txt", "--ignore", "check.percent.each").code == 1

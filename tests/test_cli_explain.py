"""`explain` and `evaluate`: why a fact is there, why another is not, and how often both are right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gwangju_ai_cli.render.plain import display_width
from tests.cli_runner import Done, run

TEXT = "시는 도서관에 예산 50억원을 쓴다. 날씨는 맑다."


def test_explain_underlines_the_fact_and_names_the_rule() -> None:
    done = run("explain", "--kind", "money", stdin=TEXT)
    assert done.code == 0
    lines = done.text.splitlines()
    at = next(number for number, line in enumerate(lines) if "50억원을" in line)
    marks = lines[at + 1]
    assert display_width(lines[at].split("50억원")[0]) == marks.index("^")
    assert marks.count("^") == display_width("50억원")
    (told,) = [line for line in lines if line.lstrip().startswith("money")]
    assert "50억원 (11–15)" in told
    assert "money." in told
    assert "amount = 5000000000" in done.text
    assert "날씨" not in done.text


def test_explain_shows_every_sentence_if_asked() -> None:
    assert "날씨는 맑다." in run("explain", "-k", "money", "--all", stdin=TEXT).text


def test_explain_tells_what_was_rejected_and_why() -> None:
    done = run("explain", "-k", "dates", stdin="그는 5·18민주화운동을 기렸다.")
    assert "rejected" in done.text
    assert "date." in done.text


def test_explain_shows_tokens() -> None:
    assert "예산/NNG" in run("explain", "-k", "money", "--tokens", stdin=TEXT).text


def test_explain_wraps_long_sentences_with_their_marks() -> None:
    text = "시는 큰 사업을 한다고 거듭 밝히며 " * 6 + "예산 50억원을 쓴다."
    done = run("explain", "-k", "money", stdin=text, env={"COLUMNS": "40"})
    assert all(display_width(line) <= 40 for line in done.text.splitlines() if "시는" in line or "^" in line)
    assert "^" in done.text


def test_explain_colours_a_terminal_only() -> None:
    assert b"\x1b[" in run("explain", "-k", "money", stdin=TEXT, terminal=["out"]).out
    assert b"\x1b[" not in run("explain", "-k", "money", stdin=TEXT).out


def test_explain_refuses_an_unknown_kind() -> None:
    done = run("explain", "-k", "mony", stdin=TEXT)
    assert (done.code, "did you mean 'money'" in done.err) == (2, True)


def _gold(path: Path, *facts: dict[str, object], text: str = TEXT) -> Path:
    path.write_text(json.dumps({"id": "a", "text": text, "facts": facts}, ensure_ascii=False), encoding="utf-8")
    return path


def _evaluate(path: Path, *args: str) -> Done:
    return run("evaluate", path, *args)


RIGHT = {"kind": "money", "start": 11, "end": 15, "text": "50억원", "amount": 5_000_000_000}


def test_evaluate_counts_exact_and_overlap(tmp_path: Path) -> None:
    wide = {"kind": "money", "start": 8, "end": 15, "amount": 5_000_000_000, "currency": "USD"}
    figures = json.loads(_evaluate(_gold(tmp_path / "g.jsonl", wide), "--json").text)
    money = figures["kinds"]["money"]
    assert money["exact"] == {"p": 0.0, "r": 0.0, "f1": 0.0}
    assert money["overlap"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert (money["gold"], money["found"], money["fields"], money["fields_right"]) == (1, 1, 2, 1)
    assert figures["confusions"] == [
        {"source": "a", "start": 8, "end": 15, "text": TEXT[8:15], "gold": "money", "found": "money 50억원"}
    ]


def test_evaluate_lists_confusions_and_cuts_none_silently(tmp_path: Path) -> None:
    wrong: list[dict[str, object]] = [{"kind": "money", "start": start, "end": start + 2} for start in (0, 3)]
    path = _gold(tmp_path / "g.jsonl", RIGHT, *wrong)
    table = _evaluate(path, "--confusions", "1").text
    assert "money 시는" in table
    assert "→ nothing" in table
    assert "… and 1 more" in table
    assert "정답 → 찾음" not in _evaluate(path, "--confusions", "0").text


def test_evaluate_fails_below_the_limit(tmp_path: Path) -> None:
    path = _gold(tmp_path / "g.jsonl", RIGHT, {"kind": "money", "start": 0, "end": 2})
    assert _evaluate(path).code == 0
    assert _evaluate(path, "--min-f1", "0.6").code == 0
    assert _evaluate(path, "--min-f1", "0.7").code == 1


def test_nothing_to_find_and_nothing_found_is_right(tmp_path: Path) -> None:
    path = _gold(tmp_path / "g.jsonl", RIGHT)
    assert _evaluate(path, "--kind", "quotes", "--min-f1", "1").code == 0
    assert json.loads(_evaluate(path, "--kind", "quotes", "--json").text)["kinds"]["quote"]["exact"]["f1"] == 1.0


def test_evaluate_reads_a_pipe(tmp_path: Path) -> None:
    path = _gold(tmp_path / "g.jsonl", RIGHT)
    assert run("evaluate", "-", stdin=path.read_bytes()).out == _evaluate(path).out


def test_evaluate_counts_the_mentions_of_an_entity(tmp_path: Path) -> None:
    text = "삼성전자는 크다. 삼성전자는 넓다."
    org = {"kind": "orgs", "start": 0, "end": 4, "mentions": [[0, 4], [10, 14]], "org_type": "company"}
    figures = json.loads(_evaluate(_gold(tmp_path / "g.jsonl", org, text=text), "--json").text)["kinds"]["org"]
    assert (figures["gold"], figures["found"], figures["exact"]["f1"], figures["fields_right"]) == (2, 2, 1.0, 2)


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        ({"kind": "mony", "start": 0, "end": 1}, "g.jsonl:1: no fact type is called 'mony'"),
        ({"kind": "money", "start": 5, "end": 3}, "g.jsonl:1: 5–3 is no span"),
        ({"kind": "money", "start": 0}, "g.jsonl:1: a fact needs kind, start and end"),
        ({"kind": "money", "start": 0, "end": 2, "text": "x"}, "g.jsonl:1: 0–2 is '시는', not 'x'"),
    ],
)
def test_a_wrong_gold_file_is_named_by_line(tmp_path: Path, fact: dict[str, object], message: str) -> None:
    done = _evaluate(_gold(tmp_path / "g.jsonl", fact))
    assert done.code == 2
    assert message in done.err
    assert run("evaluate", tmp_path / "none.jsonl").code == 2


def test_its_own_output_is_a_perfect_gold(tmp_path: Path) -> None:
    facts = run("money", "--jsonl", stdin=TEXT).facts
    assert _evaluate(_gold(tmp_path / "g.jsonl", *facts), "--min-f1", "1").code == 0

"""Dates: whatever is formatted reads back, values are valid, nothing reads the clock, Kiwi stays unloaded."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date, timedelta

import isodate
import pytest
from edtf import parse_edtf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gwangju_ai_cli import timex
from gwangju_ai_cli.model import DateFact
from gwangju_ai_cli.pipeline import extract
from tests.corpus_format import CORPUS_DIR, read_corpus

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
EDGES = [
    date(2019, 12, 31),
    date(2020, 1, 1),
    date(2020, 2, 28),
    date(2020, 2, 29),
    date(2020, 3, 1),
    date(2019, 2, 28),
    date(2019, 10, 31),
    date(2019, 11, 1),
    date(2021, 1, 31),
]
REFERENCES = st.one_of(st.sampled_from(EDGES), st.dates(date(1990, 1, 1), date(2050, 12, 31)))
WEEKDAYS = "월화수목금토일"
RELAXED = settings(max_examples=40, deadline=None)  # the first call loads the patterns


def _only(text: str, reference: date | None) -> DateFact:
    facts = extract(text, kinds=["dates"], date=reference).facts
    assert len(facts) == 1, [fact.text for fact in facts]
    fact = facts[0]
    assert isinstance(fact, DateFact)
    return fact


FULL_STYLES = (
    "{y}년 {m}월 {d}일",
    "{y}년{m}월{d}일",
    "{y}.{m}.{d}.",
    "{y}. {m}. {d}.",
    "{y}.{m:02}.{d:02}",
    "{y}-{m:02}-{d:02}",
    "{y}/{m:02}/{d:02}",
    "{y}년 {m}월 {d}일({w})",
    "{y}. {m}. {d}.({w})",
    "{y}년 {m}월 {d}일 {w}요일",
)


@pytest.mark.parametrize("style", FULL_STYLES)
@given(DAYS, st.none() | REFERENCES)
@RELAXED
@example(date(2020, 2, 29), None)
def test_full_dates_read_back(style: str, day: date, reference: date | None) -> None:
    text = style.format(y=day.year, m=day.month, d=day.day, w=WEEKDAYS[day.weekday()])
    fact = _only(f"자료에는 {text} 기록이 있다.", reference)
    assert (fact.text, fact.value, fact.start_date, fact.end_date) == (text, day.isoformat(), day, day)


RANGE_STYLES = ("{a}~{b}", "{a}부터 {b}까지", "{a}∼{b}", "{a} ~ {b}", "{a}에서 {b}까지")


@pytest.mark.parametrize("style", RANGE_STYLES)
@given(st.sampled_from(FULL_STYLES[:9]), DAYS, st.integers(1, 800), st.none() | REFERENCES)
@RELAXED
def test_ranges_read_back(style: str, form: str, first: date, length: int, reference: date | None) -> None:
    last = first + timedelta(days=length)
    a, b = (form.format(y=day.year, m=day.month, d=day.day, w=WEEKDAYS[day.weekday()]) for day in (first, last))
    text = style.format(a=a, b=b)
    fact = _only(f"기간은 {text} 정했다.", reference)
    assert (fact.type, fact.text) == ("range", text)
    assert (fact.start_date, fact.end_date) == (first, last)
    assert fact.value == f"{first}/{last}"


@given(DAYS, st.integers(1, 27), st.none() | REFERENCES)
@RELAXED
def test_a_range_shares_what_its_end_leaves_out(first: date, length: int, reference: date | None) -> None:
    last = first + timedelta(days=length)
    if last.month == first.month:
        text = f"{first.year}년 {first.month}월 {first.day}~{last.day}일"
    elif last.year == first.year:
        text = f"{first.year}년 {first.month}월 {first.day}일~{last.month}월 {last.day}일"
    else:
        text = f"{first.year}년 {first.month}월 {first.day}일부터 {last.month}월 {last.day}일까지"
    fact = _only(f"기간은 {text} 정했다.", reference)
    assert (fact.start_date, fact.end_date) == (first, last)


@given(st.integers(1950, 2090), st.integers(1, 9), st.none() | REFERENCES)
@RELAXED
def test_years_and_lengths_from_them(first: int, count: int, reference: date | None) -> None:
    last = first + count
    for text in (f"{first}~{last}년", f"{first}년부터 {last}년까지", f"{first}년부터 {count + 1}년간"):
        fact = _only(f"사업은 {text} 이어진다.", reference)
        assert (fact.text, fact.value) == (text, f"{first}/{last}")
        assert (fact.start_date, fact.end_date) == (date(first, 1, 1), date(last, 12, 31))


@given(REFERENCES, st.integers(1, 28))
@RELAXED
def test_leads_choose_the_month_of_a_bare_day(reference: date, day: int) -> None:
    coming = _only(f"행사는 오는 {day}일 열린다.", reference).start_date
    assert coming is not None
    assert coming.day == day
    assert 0 <= (coming - reference).days <= 31
    gone = _only(f"행사는 지난 {day}일 열렸다.", reference).start_date
    assert gone is not None
    assert gone.day == day
    assert 0 < (reference - gone).days <= 31
    for words, step in (("이달", 0), ("다음 달", 1), ("지난달", -1), ("내달", 1)):
        found = _only(f"행사 날짜는 {words} {day}일로 정했다.", reference).start_date
        month = timex.shift_months(reference.replace(day=1), step)
        assert found == month.replace(day=day)


@given(REFERENCES)
@RELAXED
def test_words_count_from_the_reference_date(reference: date) -> None:
    for word, step in (("오늘", 0), ("어제", -1), ("내일", 1), ("모레", 2), ("그제", -2)):
        assert _only(f"{word} 정했다.", reference).start_date == reference + timedelta(days=step)
    for word, step in (("올해", 0), ("지난해", -1), ("작년", -1), ("내년", 1), ("재작년", -2)):
        assert _only(f"{word} 예산", reference).value == f"{reference.year + step:04d}"
    for word, step in (("다음 주", 7), ("지난주", -7), ("이번 주", 0)):
        for index, weekday in enumerate(WEEKDAYS):
            found = _only(f"{word} {weekday}요일 회의", reference).start_date
            assert found == timex.week_bounds(reference)[0] + timedelta(days=step + index)


@given(REFERENCES, st.integers(1, 60))
@RELAXED
def test_days_away(reference: date, count: int) -> None:
    assert _only(f"그는 {count}일 전 떠났다.", reference).start_date == reference - timedelta(days=count)
    assert _only(f"그는 {count}일 뒤 떠날 예정이다.", reference).start_date == reference + timedelta(days=count)


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("년간", "P{}Y"),
        ("개월간", "P{}M"),
        ("주간", "P{}W"),
        ("일간", "P{}D"),
        ("시간 동안", "PT{}H"),
        ("분간", "PT{}M"),
    ],
)
@given(st.integers(1, 99))
@RELAXED
def test_lengths_read_back(unit: str, code: str, count: int) -> None:
    fact = _only(f"공사는 {count}{unit} 이어졌다.", None)
    assert (fact.type, fact.text, fact.value) == ("duration", f"{count}{unit}", code.format(count))


@given(st.integers(0, 23), st.integers(0, 59), DAYS)
@RELAXED
def test_times_of_day_read_back(hour: int, minute: int, day: date) -> None:
    half = "오전" if hour < 12 else "오후"
    shown = hour if hour <= 12 else hour - 12
    for text in (f"{half} {shown}시 {minute}분", f"{hour}시 {minute}분", f"{hour:02}:{minute:02}"):
        fact = _only(f"{day.year}년 {day.month}월 {day.day}일 {text}에 시작했다.", None)
        assert fact.type == "time"
        assert (fact.start_date, fact.start_time) == (day, f"{hour:02}:{minute:02}")


@given(st.integers(1900, 2099), st.integers(1, 14), st.integers(29, 35))
@RELAXED
def test_days_that_no_calendar_has_are_rejected(year: int, month: int, day: int) -> None:
    text = f"{year}년 {month}월 {day}일에 만나자."
    facts = extract(text, kinds=["dates"])
    if timex.is_day(year, month, day):
        assert [fact.text for fact in facts.facts] == [text[: -len("에 만나자.")]]
    else:
        assert facts.facts == ()
        assert any("no such" in rejection.reason for rejection in facts.rejections)


def _valid(value: str) -> None:
    """Raises where a value is neither EDTF nor ISO 8601."""
    if value.startswith("R/"):
        value = value.removeprefix("R/")
    if value.startswith("P"):
        isodate.parse_duration(value.replace("X", "1"))  # PXY: an unknown count
        return
    if value.startswith("{"):
        parse_edtf(value)
        return
    for side in value.split("/"):
        if side == "..":
            continue
        if side.endswith("T24:00"):
            side = side.replace("T24:00", "T00:00")  # the end of a day: ISO 8601 has it, the library does not
        if side.startswith("T"):
            isodate.parse_time(side[1:])
        elif "T" in side:
            isodate.parse_datetime(side)
        else:
            # The library knows quarters and halves of a known year only.
            portion = len(side) == 7 and side[5:].isdigit() and side[5:] > "20"
            parse_edtf(side.replace("XXXX", "2000") if portion else side)


CASES = [case for path in sorted(CORPUS_DIR.glob("dates*.txt")) for case in read_corpus(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.where)
def test_values_are_edtf_or_iso_8601(case) -> None:  # type: ignore[no-untyped-def]
    for fact in extract(case.text, kinds=["dates"], date=case.date).facts:
        assert isinstance(fact, DateFact)
        if fact.value is not None:
            _valid(fact.value)
        if fact.start_date is not None and fact.end_date is not None:
            assert fact.start_date <= fact.end_date


def test_the_corpus_is_large_and_a_quarter_of_it_near_misses() -> None:
    negatives = sum(not case.spans for case in CASES)
    assert len(CASES) >= 600
    assert negatives * 4 >= len(CASES)


def test_a_weekday_beside_a_date_stands_in_evidence() -> None:
    fact = _only("10월 7일(일) 열린다.", date(2019, 10, 3))
    assert fact.value == "2019-10-07"  # as written: `check` compares
    assert fact.evidence["weekday"].of("10월 7일(일) 열린다.") == "일"


def test_a_length_beside_a_range_is_a_fact_of_its_own() -> None:
    facts = extract("2021년부터 2023년까지 3년간 투입한다.", kinds=["dates"]).facts
    found = [(fact.text, fact.to_dict()["type"]) for fact in facts]
    assert found == [("2021년부터 2023년까지", "range"), ("3년간", "duration")]


def test_an_anchor_is_named() -> None:
    facts = extract("2019년 10월 3일 협약을 맺고 5일 현장을 찾았다.", kinds=["dates"]).facts
    assert facts[1].evidence["anchor"] == facts[0].span


def test_blockers_have_names() -> None:
    rejections = extract("5·18민주화운동 기념 전화 062-613-3404", kinds=["dates"]).rejections
    assert {rejection.rule for rejection in rejections} == {"date.block.event", "date.block.phone"}


def test_nothing_reads_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> float:
        raise AssertionError("the clock was read")

    monkeypatch.setattr(time, "time", forbidden)
    monkeypatch.setattr(time, "localtime", forbidden)
    assert _only("내년 3월 문을 연다.", None).start_date is None


def test_dates_load_neither_kiwi_nor_the_lunar_calendar() -> None:
    code = (
        "import sys; from gwangju_ai_cli.pipeline import extract;"
        "extract('오는 6일부터 11일까지', kinds=['dates'], date='2019-10-03');"
        "sys.exit(any(name.startswith(('kiwipiepy', 'korean_lunar')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "text",
    ["1" * 5000, "1~" * 3000, "6일부터 " * 800, "(월)" * 2000, "2019. " * 1500, "오는 지난 " * 1500, "1,2," * 2000],
)
def test_no_text_stalls_the_rules(text: str) -> None:
    begun = time.process_time()
    extract(text, kinds=["dates"], date="2019-10-03")
    assert time.process_time() - begun < 5

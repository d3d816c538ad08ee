"""The day that a document states of itself, in the many ways of newsrooms, press offices and notice boards."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from gwangju_ai_cli.dateline import find_stated_date, labelled_date, stated_date

DAY = date(2025, 2, 10)
STORY = "\n\n한빛시는 오는 6일 도서관 문을 연다고 밝혔다.\n"
HEADLINE = "한빛시, 도서관에 50억원 투입\n- 2027년 개관, 장서 5만 권\n"
STATED = [
    "‹보도자료> 2025. 2. 10. (월)",
    "[새벽=다온뉴스] 2025-02-10",
    "보도자료 | 2025년 2월 10일 월요일",
    "등록일 2025-02-10 조회수 120",
    "한빛시 보도자료 (2025.2.10.)",
    "날짜 : 2025.2.10",
    "게시일 25.02.10.",
    "[2025-02-10 한빛시 대변인실]",
    "한빛일보 2025-02-10 12면",
    "즉시 보도 가능 2025. 2. 10.",
    "입력 2025.02.10 09:12 | 수정 2025.02.12 10:00",
    "최종수정 2025-02-12 | 등록 2025-02-10",
    "기사입력 2025.02.10 오후 2:33 최종수정 2025.02.11",
    "작성일시 : 2025-02-10 14:22",
    "송고시간2025-02-10 09:12",
    "입력시간 : 2025년 02월 10일(월) 14:12",
    "작성 : 2025년 02월 10일(월) 16:40 가+가-",
    "작성자 새벽방송 작성일25-02-10 16:37 조회3,988회 댓글0건본문",
    "작성자: 홍보실  등록일: 2025-02-10  조회: 1,204",
    "등록일 20250210",
    "게시일자 25-02-10",
    "Date: Mon, 10 Feb 2025 09:00:00 +0900",
    "Feb 10, 2025",
    "2025-02-10T09:00:00+09:00",
    "２０２５．２．１０．（월）",
    "발행일 2025. 2. 10",
    "제1234호 2025년 2월 10일",
    "2025년 2월 10일 월요일 3면",
    "한빛일보 2025년 2월 10일자",
    "조회 120 | 2025-02-10",
    "김새벽 기자 2025.02.10 14:22",
    "다온뉴스 김새벽 기자 2025-02-10 09:00",
    "기자 김새벽 2025-02-10",
    "saebyeok@daon.example | 2025.02.10",
    "(한빛=다온뉴스) 김새벽 기자 2025-02-10 = 한빛시는 도서관을 짓는다.",
    "[다온뉴스 2025.02.10] 한빛시가 도서관을 짓는다.",
    "[한빛 = 다온뉴스] 2025년 2월 10일",
    "2025. 2. 10. 한빛시청",
    "<2025. 2. 10. 한빛시>",
    "담당 : 예산과 김하늘(062-000-0000) 2025. 2. 10.",
    "보도자료 제2025-123호 (2025. 2. 10.)",
    "[보도자료]2025.02.10",
    "보 도 자 료 2025. 2. 10.",
    "2025년 2월 10일(월) 보도자료",
    "2025. 2. 10. 월요일 조간용",
    "보도시점 배포 즉시 (2025. 2. 10.)",
    "25.2.10.(월) 배포",
    "출처 : 한빛시 | 등록일 : 2025.02.10",
    "2025-02-10  |  정책기획관",
    "Posted on 2025-02-10",
]
OF_THE_STORY = [
    "문의 062-2025-0210",
    "문의: 02-2025-02-10",
    "Copyright 2025. 2. 10. 한빛시 All rights reserved",
    "ⓒ 2019-2025 한빛시",
    "행사일시 2025. 2. 10.(월) 14:00",
    "신청기간 2025.2.10.~2.28.",
    "2025.2.10.~2025.2.28.",
    "접수 2025-02-10까지",
    "[2025-02-10 개막]",
    "[시행 2025. 2. 10.]",
    "한빛시 축제 (2025.2.10.)",
    "공연 2025-02-10 19시",
    "마감일 2025-02-10",
    "생년월일 1980-02-10",
    "설립일 2025-02-10",
    "개정 2025. 2. 10.",
    "수정 2025-02-10",
    "최종수정일 2025-02-10 14:00",
    "입찰공고 (2025.2.10.)",
    "2025. 2. 10. 기준",
    "참가 등록일: 2025-02-10",
    "한빛시청 2025. 3. 5. 14:00",
    "2025년 3월 5일 개관",
    "한빛시, 2025년 3월 5일 도서관 개관",
    "계약번호 2025-02-10-001",
    "2025-02-30",
    "2025. 2. 10.(화)",
    "등록일 2025.13.01",
    "음악회\n2025. 3. 5.(수) 19:00\n새벽공원 야외무대",
    "설명회 안내\n날짜 : 2025.3.5\n장소 : 시청",
    "2025-03-05\n장소: 시청",
]


@pytest.mark.parametrize("before", ["", HEADLINE], ids=["first", "after the headline"])
@pytest.mark.parametrize("line", STATED)
def test_a_line_states_the_day(before: str, line: str) -> None:
    assert stated_date(before + line + STORY) == DAY
    assert stated_date(unicodedata.normalize("NFD", before + line + STORY)) == DAY


@pytest.mark.parametrize("before", ["", HEADLINE], ids=["first", "after the headline"])
@pytest.mark.parametrize("line", OF_THE_STORY)
def test_a_line_of_the_story_does_not(before: str, line: str) -> None:
    assert stated_date(before + line + STORY) is None


def test_what_is_labelled_goes_before_what_is_not() -> None:
    # A page that was saved shows the day it was saved first.
    found = find_stated_date("2025.03.20 (목)\n한빛시, 도서관 짓는다\n등록 2025-02-10 09:00" + STORY)
    assert found is not None
    assert (found.day, found.line) == (DAY, "등록 2025-02-10 09:00")


def test_a_change_is_never_the_day() -> None:
    assert labelled_date("수정 2025.02.12") is None
    assert stated_date("수정 2025-02-12 | 입력 2025-02-10" + STORY) == DAY
    assert stated_date("업데이트 2025-02-12" + STORY) is None


def test_lines_far_down_are_the_story() -> None:
    lines = "\n".join(f"{number}. 한빛시는 사업을 한다." for number in range(30))
    assert stated_date(f"{lines}\n보도자료 2025-02-10\n{lines}") is None

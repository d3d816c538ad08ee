"""News-like Korean text of any size, seeded, with facts as dense as wished: two in 100 characters down to none.

Names are made of syllables, so that a long text holds ever new ones; sentences are built of parts, so that few of
them are alike.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

_TOWN = (
    "한빛",
    "새벽",
    "은하",
    "푸른",
    "솔내",
    "다온",
    "가람",
    "여울",
    "달맞이",
    "해오름",
    "너른",
    "이든",
    "소담",
    "미리내",
)
_SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
_GIVEN = "서도하지민준유아현우은재윤채원호연주태경선희진영수"
_FIELDS = (
    "인공지능",
    "반도체",
    "상수도",
    "하수도",
    "문화",
    "복지",
    "청년",
    "수소",
    "물류",
    "관광",
    "디지털",
    "기후",
    "돌봄",
    "체육",
)
_WORKS = (
    "도서관",
    "산업단지",
    "체험관",
    "정비사업",
    "연구센터",
    "주차장",
    "공원",
    "지원사업",
    "박물관",
    "복합센터",
    "산책로",
)
_ORGS = ("연구원", "공사", "재단", "진흥원", "협회", "대학교", "조합", "은행", "병원", "위원회")
_TITLES = ("시장", "대표", "원장", "교수", "위원장", "국장", "이사장", "소장")
_UNITS = ("명", "개", "곳", "대", "건", "가구")
_FUNDING = ("국비", "시비", "도비", "민간 자본")
_PURPOSES = (
    "낡은 시설을 고치고 새 장비를 들이는 데",
    "골목 상권을 살리고 일자리를 만드는 데",
    "배움이 늦은 이들을 돕는 데",
    "오가는 길을 넓히고 안전 시설을 갖추는 데",
    "마을마다 쉼터를 꾸미는 데",
)
_SUBJECTS = (
    "주민들은",
    "상인들은",
    "학생들은",
    "담당자들은",
    "참가자들은",
    "이웃들은",
    "전문가들은",
    "방문객들은",
)
_MANNERS = ("차분하게", "꾸준히", "함께", "스스로", "서둘러", "천천히", "기꺼이", "조용히")
_OBJECTS = (
    "지나온 길을",
    "서로의 생각을",
    "남은 과제를",
    "오래된 골목을",
    "새로운 방법을",
    "작은 변화를",
    "더 나은 앞날을",
)
_ACTS = ("돌아보고", "나누고", "살피고", "찾아보고", "헤아리고", "그려 보고")
_ENDS = (
    "있다는 점을 강조했다",
    "다시 걸음을 옮겼다",
    "이야기를 이어 갔다",
    "고개를 끄덕였다",
    "뜻을 모았다",
    "새로운 길을 찾고 있다",
    "어려움을 털어놓았다",
    "기대를 감추지 않았다",
)


@dataclass(frozen=True, slots=True)
class Article:
    """A text with the day it appeared on."""

    id: str
    text: str
    date: str

    def to_line(self) -> str:
        """The article as a line of JSONL, with its end."""
        return json.dumps({"id": self.id, "text": self.text, "date": self.date}, ensure_ascii=False) + "\n"


class Writer:
    """Sentences, some with facts and some without any; the same seed writes the same ones."""

    def __init__(self, seed: int = 0) -> None:
        self._random = Random(seed)
        self._pick = self._random.choice
        self._with_facts: tuple[tuple[int, Callable[[], str]], ...] = (
            (3, self._budget),
            (4, self._agreement),
            (3, self._speech),
            (4, self._event),
            (3, self._count),
            (3, self._plan),
            (3, self._funding),
            (3, self._comparison),
        )

    def text(self, characters: int, density: float = 1.0) -> str:
        """About so many characters in paragraphs, with about `density` facts in 100 of them (at most two)."""
        parts: list[str] = []
        length = facts = sentences = 0
        while length < characters:
            # What is behind its share of facts gets a sentence that has some.
            if density > 0 and facts <= length * density / 100:
                count, make = self._pick(self._with_facts)
                facts, sentence = facts + count, make()
            else:
                sentence = self._filler()
            sentences += 1
            parts.append(sentence + ("\n\n" if sentences % 4 == 0 else " "))
            length += len(parts[-1])
        return "".join(parts).rstrip()

    def article(self, number: int, characters: int = 900, density: float = 1.0) -> Article:
        """One article with an id and a day of publication."""
        random = self._random
        day = f"{random.randint(2015, 2025)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}"
        length = int(characters * random.uniform(0.6, 1.4))
        return Article(f"a{number}", self.text(length, density), day)

    def _name(self) -> str:
        return self._pick(_SURNAMES) + self._pick(_GIVEN) + self._pick(_GIVEN)

    def _town(self) -> str:
        return self._pick(_TOWN) + self._pick(("시", "군", "구"))

    def _org(self) -> str:
        return self._pick(_TOWN) + self._pick(_FIELDS) + self._pick(_ORGS)

    def _project(self) -> str:
        return f"{self._pick(_FIELDS)} {self._pick(_WORKS)}"

    def _money(self) -> str:
        random = self._random
        return self._pick(
            (
                f"{random.randint(2, 980)}억원",
                f"{random.randint(1, 9)}천{random.randint(100, 900)}억원",
                f"{random.randint(2, 90)}억{random.randint(1, 9)}000만원",
                f"{random.randint(100, 9000)}만원",
                f"{random.randint(1, 9)}조{random.randint(1, 9)}천억원",
                f"{random.randint(2, 90)}억여원",
            )
        )

    def _date(self) -> str:
        random = self._random
        return self._pick(
            (
                f"오는 {random.randint(1, 28)}일",
                f"지난 {random.randint(1, 12)}월",
                f"{random.randint(2015, 2030)}년",
                f"{random.randint(1, 12)}월 {random.randint(1, 28)}일",
                "내년 상반기",
                "지난해",
                f"{random.randint(2016, 2024)}년 {random.randint(1, 12)}월",
            )
        )

    def _budget(self) -> str:
        return (
            f"{self._town()}는 {self._date()} {self._project()} 건립에 예산 {self._money()}을 투입해 "
            f"{self._pick(_PURPOSES)} 쓰기로 했다."
        )

    def _agreement(self) -> str:
        return f"{self._town()}와 {self._org()}은 {self._date()} {self._org()}에서 업무협약을 맺었다."

    def _speech(self) -> str:
        return (
            f"{self._name()} {self._org()} {self._pick(_TITLES)}은 “{self._pick(_FIELDS)} 분야에서 "
            f"{self._pick(_OBJECTS)} {self._pick(_ACTS)} 힘을 보태겠다”고 {self._random.randint(1, 28)}일 말했다."
        )

    def _event(self) -> str:
        hour = self._random.randint(9, 17)
        return (
            f"개관식은 {self._date()} 오전 {min(hour, 11)}시 {self._town()}청에서 열리며 {self._name()} "
            f"{self._pick(_TITLES)} 등 {self._random.randint(20, 900)}명이 참석한다."
        )

    def _count(self) -> str:
        random = self._random
        return (
            f"이번 사업으로 {random.randint(100, 9000):,}{self._pick(_UNITS)}가 늘어 참여율이 "
            f"{random.randint(3, 60)}.{random.randint(0, 9)}% 높아질 것으로 {self._org()}은 내다봤다."
        )

    def _plan(self) -> str:
        year = self._random.randint(2020, 2026)
        return (
            f"{self._org()}은 {year}년부터 {year + self._random.randint(2, 6)}년까지 {self._project()}에 "
            f"모두 {self._money()}을 들인다."
        )

    def _funding(self) -> str:
        one, two = self._random.sample(_FUNDING, 2)
        return f"{self._project()}에는 {one} {self._money()}과 {two} {self._money()} 등 {self._money()}이 든다."

    def _comparison(self) -> str:
        return f"{self._date()} 예산은 {self._money()}으로 한 해 전보다 {self._random.randint(2, 40)}% 늘었다."

    def _filler(self) -> str:
        parts = [self._pick(_SUBJECTS), self._pick(_MANNERS), self._pick(_OBJECTS), self._pick(_ACTS)]
        if self._random.random() < 0.5:
            parts += [self._pick(_OBJECTS), self._pick(_ACTS)]
        return " ".join([*parts, self._pick(_ENDS)]) + "."


def articles(count: int, *, seed: int = 0, characters: int = 900) -> Iterator[Article]:
    """So many articles, from none to two facts in 100 characters in turn."""
    writer = Writer(seed)
    for number in range(count):
        yield writer.article(number, characters, (1.0, 2.0, 0.5, 0.0)[number % 4])


def write_corpus(path: Path, count: int, *, seed: int = 0, characters: int = 900) -> Path:
    """A JSONL file of articles."""
    with path.open("w", encoding="utf-8") as stream:
        for article in articles(count, seed=seed, characters=characters):
            stream.write(article.to_line())
    return path


def write_corpus_of_size(path: Path, size: int, *, seed: int = 0) -> Path:
    """A JSONL file of `size` bytes or a little more: a thousand articles under ever new ids."""
    texts = list(articles(1_000, seed=seed))
    number = written = 0
    with path.open("wb") as stream:
        while written < size:
            article = texts[number % len(texts)]
            written += stream.write(Article(f"b{number}", article.text, article.date).to_line().encode())
            number += 1
    return path

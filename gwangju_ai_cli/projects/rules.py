"""The rules over names of projects: what joins two, and what keeps them apart; each with an example."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's stable id, what it says in a few words, and two names that it decides over."""

    id: str
    note: str
    example: tuple[str, str]

    @property
    def by_names(self) -> bool:
        """Whether the two names alone decide, without their places, payers and documents."""
        return self.id in _BY_NAMES


_BY_NAMES = frozenset(
    f"project.{rule}"
    for rule in (
        "name.equal",
        "name.order",
        "name.shorter",
        "name.place",
        "apart.words",
        "apart.number",
        "apart.founder",
        "apart.doing",
        "apart.programme",
        "apart.head",
    )
)
RULES = (
    Rule("project.name.equal", "the same words, in other spelling", ("AI 단지 조성", "인공지능단지 조성사업")),
    Rule("project.name.order", "the same words in another order", ("강변 문화 예술관", "문화 강변 예술관")),
    Rule("project.name.shorter", "the shorter leaves words out, and nothing else is called so", ("트램", "2호선 트램")),
    Rule("project.name.place", "the shorter leaves out where it lies", ("하수관로 정비", "들말읍 하수관로 정비")),
    Rule("project.name.introduced", "the text says that it is also called so", ("별빛단지 조성사업", "이하 ‘빛단지’")),
    Rule("project.round", "the same round of the same year", ("제1회 추경", "1회 추가경정예산안")),
    Rule("project.apart.words", "each has words that the other has not", ("어린이도서관", "중앙도서관")),
    Rule("project.apart.number", "another line, district or number", ("도시철도 1호선", "도시철도 2호선")),
    Rule("project.apart.founder", "founded by another", ("국립 박물관", "시립 박물관")),
    Rule("project.apart.doing", "another work on it", ("도서관 리모델링", "도서관 건립")),
    Rule("project.apart.programme", "a word that sets a programme apart", ("청년 지원사업", "청년 창업 지원사업")),
    Rule("project.apart.head", "the longer is the name of something else", ("도서관", "도서관 주차장")),
    Rule("project.apart.place", "another municipality's", ("새벽시 도서관", "한빛시 도서관")),
    Rule("project.apart.payer", "another body's, and only common words are shared", ("청년 주택", "청년 행복 주택")),
    Rule("project.apart.common", "no word of their own is shared", ("도서관 건립", "공공 도서관 건립")),
    Rule("project.apart.ambiguous", "several others may be meant", ("도서관", "중앙도서관, 어린이도서관")),
    Rule("project.apart.beside", "one document speaks of both as two", ("행복주택", "청년 행복주택")),
)

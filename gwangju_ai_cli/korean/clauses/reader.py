"""Reads morphemes from left to right into phrases and clauses."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from gwangju_ai_cli.korean.clauses.endings import (
    CARRIERS,
    PLANS,
    POSTPOSITIONS,
    case_of,
    dates_follow,
    form_at,
    read_endings,
    tag_at,
)
from gwangju_ai_cli.korean.clauses.model import Case, Clause, ClauseKind, Phrase, Syntax
from gwangju_ai_cli.model import Span, Token
from gwangju_ai_cli.text import BULLET_SIGNS
from gwangju_ai_cli.vocab import load_vocab

NOMINAL = frozenset(
    {"NNG", "NNP", "NNB", "NR", "NP", "SN", "SL", "SH", "XPN", "XSN", "XR", "SB", "MM", "SW", "SO", "W_SERIAL"}
)
_BULLETS = frozenset(BULLET_SIGNS + "-*")
_QUOTES = frozenset("'\"‘’“”「」『』〈〉《》<>")
_OPENERS, _CLOSERS = frozenset("([{【〔"), frozenset(")]}】〕")
_LIGHT = frozenset({"하", "되", "받", "시키", "당하", "되어지", "드리"})
_BYLINES = frozenset({"기자", "특파원", "통신원", "인턴", "앵커", "리포터"})
_NAME_LIMIT = 24  # morphemes of a quoted name
_PHRASE_LIMIT = 40
"""Morphemes after which a phrase is cut, so that no word list without particles can stall a rule."""


def read_tokens(tokens: list[Token], text: str, span: Span, host: int | None) -> Syntax:
    reader = Reader(text)
    inner: list[Syntax] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.form in _OPENERS and token.tag.startswith("SS"):
            close = _closing(tokens, at)
            content = tokens[at + 1 : close]
            if content:
                where = Span(content[0].span.start, content[-1].span.end)
                inner.append(read_tokens(content, text, where, reader.host()))
            at = close + 1
            continue
        at = reader.read(tokens, at)
    reader.finish()
    return Syntax(span, tuple(reader.phrases), tuple(reader.clauses), tuple(inner), host)


def _closing(tokens: list[Token], at: int) -> int:
    """The index of the bracket that closes the one at `at`; the last token's where none does."""
    depth = 0
    for index in range(at, len(tokens)):
        if tokens[index].tag.startswith("SS"):
            depth += (tokens[index].form in _OPENERS) - (tokens[index].form in _CLOSERS)
            if depth == 0:
                return index
    return len(tokens)


def _quoted_name_end(tokens: list[Token], at: int) -> int:
    """The index of the mark that closes a quoted name opened at `at`; 0 where none opens or words are spoken.

    A name is one piece whatever its morphemes are: '가우도 해상 거점 조성사업', '찾아가는 이동 진료'.
    """
    if tokens[at].tag != "SSO" or tokens[at].form not in _QUOTES:
        return 0
    for index in range(at + 1, min(at + _NAME_LIMIT, len(tokens))):
        token = tokens[index]
        if token.tag == "SSC" and token.form in _QUOTES:
            spoken = tag_at(tokens, index + 1) == "JKQ" or form_at(tokens, index + 1) in (
                "라고",
                "라며",
                "이라고",
                "이라며",
                "며",
                "면서",
            )
            return 0 if spoken or index == at + 1 else index
        if token.tag in ("EF", "SF") or token.form == "원" or token.form in _OPENERS:
            return 0
    return 0


@cache
def _verbal_nouns() -> frozenset[str]:
    return frozenset(row["noun"] for row in load_vocab("verbal_nouns"))


class Reader:
    """Reads morphemes from left to right; `waiting` holds the phrases that no predicate has taken yet."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.phrases: list[Phrase] = []
        self.clauses: list[Clause] = []
        self.waiting: list[int] = []
        self.run: list[Token] = []
        self.quoted = False
        self.adnominal: list[int] = []  # clauses whose head noun is still to come

    def host(self) -> int | None:
        """The phrase that an opening bracket follows: the one being read, or the last one."""
        if self.run:
            return len(self.phrases)
        return self.phrases[-1].index if self.phrases else None

    def read(self, tokens: list[Token], at: int) -> int:
        """Reads the morpheme at `at`; the index of the next one to read."""
        token = tokens[at]
        tag = token.tag.split("-")[0]
        if tag in ("SSO", "SSC", "SS"):
            name_end = _quoted_name_end(tokens, at)
            if name_end:
                if self.run and self.text[token.start - 1 : token.start] == " ":
                    self.close("bare")
                self.quoted = True
                self.run += [t for t in tokens[at + 1 : name_end] if t.span.start < t.span.end]
                return name_end + 1
            if tag == "SSO" and self.run and self.text[token.start - 1 : token.start] == " ":
                self.close("bare", comma=True)  # a headline: LG "공장에 3조 투자"
            if token.form in _QUOTES and (self.run or tag == "SSO"):
                self.quoted = True
            return at + 1
        if tag in ("SW", "SO", "SB") and token.form in _BULLETS and self._opens_item(tokens, at):
            self.close("bare", comma=True)
            self._nominal_clause(final=False)
            return at + 1
        if token.form == "=" and self.run and self.run[-1].form in _BYLINES:
            self.close("bare")
            self.waiting = []  # "(포항=지역신문) 이동혁 기자 = 포항시가 …": who writes does nothing of what is told
            return at + 1
        # "오는 2024년", "지난 3월": a verb by its form, a determiner of dates by its use.
        if tag == "VV" and token.form in ("오", "지나") and not self.run and dates_follow(tokens, at):
            return at + 2
        if token.form == "시가" and self._is_city(tokens, at):
            city = replace(token, form="시", end=token.start + 1)
            self.run.append(city)
            self.close("subject", "가")
            return at + 1
        if tag in NOMINAL:
            self.run.append(token)
            if len(self.run) >= _PHRASE_LIMIT:
                self.close("bare")
            return at + 1
        if tag in ("XSV", "XSA", "VV", "VA", "VX", "VCP", "VCN"):
            return self._predicate(tokens, at)
        if tag.startswith("J"):
            return self._particle(tokens, at)
        if tag == "SP" and token.form in ("·", "/", "~"):
            if self.run:
                self.run.append(token)
            return at + 1
        if tag == "SP" and token.form == ":":
            self.close("label")
        elif tag == "SP":
            self.close("bare", comma=True)
            self._nominal_clause(final=False)
        elif tag == "MAJ" and token.form == "및":
            self.close("conjunct", "및")
        elif tag in ("SF", "SE"):
            self.close("bare")
            self._nominal_clause(final=True)
        elif tag != "MAG" or not self.run or self.text[token.start - 1 : token.start] == " ":
            self.close("bare")
        return at + 1

    def _is_city(self, tokens: list[Token], at: int) -> bool:
        """Whether 시가 is a city with its particle ("진주시가"), which the analyser may read as a market price."""
        glued = bool(self.run) and self.run[-1].tag == "NNP" and self.run[-1].end == tokens[at].start
        following = at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end
        return glued and not (following and (tokens[at + 1].tag in NOMINAL or tokens[at + 1].tag.startswith("J")))

    def _opens_item(self, tokens: list[Token], at: int) -> bool:
        """Whether a sign opens an item of a list: a bullet always, a hyphen or asterisk with space around it."""
        form, start = tokens[at].form, tokens[at].start
        spaced = start == 0 or self.text[start - 1].isspace()
        return form not in "-*" or (spaced and self.text[tokens[at].end : tokens[at].end + 1] == " ")

    def close(self, case: Case, particle: str = "", *, comma: bool = False, adnominal: bool = False) -> Phrase | None:
        """Ends the phrase being read; None where there is none (then the last phrase may get the comma)."""
        while self.run and self.run[-1].tag in ("SP",):
            self.run.pop()
        if not self.run:
            if comma and self.phrases and self.waiting and self.waiting[-1] == self.phrases[-1].index:
                self.phrases[-1] = replace(self.phrases[-1], comma=True)
            return None
        run, self.run = self.run, []
        words: list[Span] = []
        for token in run:
            if words and token.start <= words[-1].end + (self.text[words[-1].end : words[-1].end + 1] in _QUOTES):
                words[-1] = Span(words[-1].start, max(words[-1].end, token.end))
            else:
                words.append(token.span)
        phrase = Phrase(
            len(self.phrases),
            Span(run[0].start, max(token.end for token in run)),
            tuple(words),
            tuple(run),
            case,
            particle,
            comma,
            adnominal,
            self.quoted,
        )
        self.quoted = False
        self.phrases.append(phrase)
        self.waiting.append(phrase.index)
        for index in self.adnominal:
            self.clauses[index] = replace(self.clauses[index], modifies=phrase.index)
        self.adnominal = []
        return phrase

    def _particle(self, tokens: list[Token], at: int) -> int:
        stop = at
        while stop < len(tokens) and tokens[stop].tag.startswith("J"):
            stop += 1
        forms = "".join(token.form for token in tokens[at:stop])
        tags = {token.tag for token in tokens[at:stop]}
        self.close(case_of(tags, forms), forms)
        return stop

    def _predicate(self, tokens: list[Token], at: int) -> int:
        """Reads a predicate with its endings and auxiliaries, and closes its clause."""
        token = tokens[at]
        start, lemma = token.start, token.form
        noun: Token | None = None
        tag = token.tag.split("-")[0]
        if self.run and (tag in ("XSV", "XSA") or (tag == "VV" and lemma in _LIGHT)):
            last = self.run[-1]
            if last.tag in ("NNG", "NNP", "XR", "SL", "XSN", "NNB") and (
                last.span.end >= start or (tag == "VV" and last.form in _verbal_nouns())
            ):
                noun = self.run.pop()
                start, lemma = noun.start, noun.form + lemma
        complement = tag in ("VCP", "VCN")
        ends = read_endings(tokens, at)
        last_tag = ends.tags[-1] if ends.tags else "EF"
        carrier = tokens[ends.stop].form if ends.stop < len(tokens) and last_tag == "ETM" else ""
        # "…에 따라", "…을 넘는" stand for particles; "…을 넘고" is a clause.
        modifies = last_tag == "ETM" or (last_tag == "EC" and (ends.form[:1] in "어아여게" or ends.form == "면"))
        if self.run and POSTPOSITIONS.get(lemma) == "measure" and modifies:
            self.close("bare")
        if lemma in POSTPOSITIONS and modifies and not self.run and self._turns_postposition(lemma):
            last_phrase = self.phrases[-1]
            self.phrases[-1] = replace(
                last_phrase,
                case=POSTPOSITIONS[lemma],
                adnominal=last_tag == "ETM",
                particle=last_phrase.particle + " " + self.text[start : ends.end],
            )
            return ends.stop
        self.close("complement" if complement else "bare")
        if last_tag == "ETN":
            kind: ClauseKind = "nominalised"
        elif last_tag == "ETM":
            kind = "complement" if carrier in CARRIERS else "adnominal"
        else:
            kind = "coordinate" if last_tag == "EC" else "main"
        narrow = kind in ("adnominal", "nominalised")
        taken = self._take_near(purpose=last_tag == "ETN" or carrier == "데") if narrow else self._take_all()
        plan = ends.plan or (kind == "complement" and carrier in PLANS)
        first = self.phrases[taken[0]].span.start if taken else start
        clause = Clause(
            len(self.clauses),
            Span(first, ends.end),
            Span(start, ends.end),
            lemma,
            kind,
            ends.form,
            tuple(taken),
            ends.past,
            plan,
            negative=ends.negative,
        )
        self.clauses.append(clause)
        if kind in ("adnominal", "complement"):
            self.adnominal.append(clause.index)
        return ends.stop

    def _turns_postposition(self, lemma: str) -> bool:
        """Whether the phrase before a verb such as 위하 or 달하 stands right before it, with a particle."""
        if not self.phrases or not self.waiting or self.waiting[-1] != self.phrases[-1].index:
            return False
        last = self.phrases[-1]
        return (
            not last.comma
            and last.case in ("object", "adverbial", "subject", "bare")
            and (last.case not in ("subject", "bare") or POSTPOSITIONS[lemma] in ("measure", "including"))
        )

    def _take_all(self) -> list[int]:
        taken, self.waiting = self.waiting, []
        return taken

    def _take_near(self, *, purpose: bool) -> list[int]:
        """What an adnominal predicate governs: "(시는 내년부터) 시민이 참여하는 사업" leaves the brackets waiting.

        A purpose leaves adverbs of time too: "내년부터 산업을 키우기 위해 40억원을 들인다".
        """
        taken: list[int] = []
        cases: set[str] = set()
        while self.waiting:
            phrase = self.phrases[self.waiting[-1]]
            if phrase.is_theme or "subject" in cases:
                break
            if phrase.case in ("subject", "object") and phrase.case in cases:
                break
            # "청와대가 14일 사퇴로 공석이 된 자리에 …": what becomes something is described, the subject is another's.
            if phrase.case == "subject" and taken and "complement" in cases and len(taken) > 1:
                break
            if taken and phrase.comma and phrase.case not in ("conjunct", "bare"):
                break
            if purpose and (phrase.particle in ("부터", "까지") or ("object" in cases and phrase.case == "bare")):
                break
            cases.add(phrase.case)
            taken.append(self.waiting.pop())
            if phrase.particle.startswith("보다"):
                break  # "예산으로 올해보다 6% 줄어든 612억원": the comparison opens its clause
        return taken[::-1]

    def _nominal_clause(self, *, final: bool) -> None:
        """Closes a clause at a noun that stands for a predicate: "4061억 투입, …"."""
        if not self.waiting:
            return
        phrase = self.phrases[self.waiting[-1]]
        noun = phrase.tokens[-1]
        if phrase.case != "bare" or noun.tag != "NNG" or noun.form not in _verbal_nouns():
            if final:
                self.waiting = []
            return
        rest = phrase.tokens[:-1]
        spaced = not rest or self.text[noun.start - 1] == " " or rest[-1].tag in ("NNB", "NR")
        if not spaced or (not rest and len(self.waiting) == 1):
            if final:
                self.waiting = []
            return
        taken = self._take_all()
        if rest:
            end = max(token.end for token in rest)
            words = tuple(Span(w.start, min(w.end, end)) for w in phrase.words if w.start < end)
            self.phrases[phrase.index] = replace(
                phrase, tokens=rest, span=Span(phrase.span.start, end), words=words, comma=False
            )
        else:
            taken.pop()
        first = self.phrases[taken[0]].span.start if taken else noun.start
        self.clauses.append(
            Clause(
                len(self.clauses),
                Span(first, noun.end),
                noun.span,
                noun.form,
                "nominal",
                "",
                tuple(taken),
            )
        )

    def finish(self) -> None:
        """Ends the sentence."""
        self.close("bare")
        self._nominal_clause(final=True)

"""Text in, facts out: pure, the same function for one file, a pool of workers or a cluster."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Context, localcontext
from functools import partial
from typing import TypeVar

from gwangju_ai_cli import matching, registry
from gwangju_ai_cli.analysis import Analysis, Kind, Outcome
from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.guarding import guarded
from gwangju_ai_cli.model import Document, EntityFact, Fact, Facts, IssueFact, Notice, PersonMention
from gwangju_ai_cli.repeats import mark_repeats

T = TypeVar("T")
EXACT = Context(prec=100)
"""Sums and products of amounts that a text may write are exact; of the usual 28 places a long one has too many."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set for the extraction itself.

    `mentions` gives one fact an occurrence of each entity; `dictionary` maps the user's surfaces to (canonical name,
    org_type). For tests, `gates` off searches every sentence, which is slow, and `guards` off raises a mistake in a
    rule instead of telling it.
    """

    mentions: bool = False
    gates: bool = True
    guards: bool = True
    dictionary: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def extract(
    text: str,
    *,
    kinds: Iterable[str] = (),
    date: datetime.date | str | None = None,
    source: str = "-",
    settings: Settings | None = None,
) -> Facts:
    """The facts of a text: those of `kinds` (kinds or command names), or all.

    `date` is the reference date, the day the text was published (a `date` or an ISO string); without one,
    relative dates stay unresolved. Offsets are code points of `text` as given. Raises UsageError for an
    unknown kind or a date that is none.

    >>> facts = extract("시는 내년 예산 4061억원을 투입한다.", kinds=["money"])
    >>> [(fact.text, fact.to_dict()["amount"]) for fact in facts.facts]
    [('4061억원', 406100000000)]
    """
    if isinstance(kinds, str) or not isinstance(kinds, Iterable):
        raise TypeError(f'kinds is to be a list of names such as ["money", "dates"], not {type(kinds).__name__}')
    return extract_document(_document(text, source, date), list(kinds), _settings(settings))


def check(
    text: str,
    *,
    date: datetime.date | str | None = None,
    source: str = "-",
    settings: Settings | None = None,
    strict: bool = False,
) -> Facts:
    """What contradicts itself in a text, as facts of kind `issue`; `strict` adds the doubtful.

    >>> [issue.message for issue in check("총 9억원(국비 5억원, 시비 3억원)을 들인다.").of_kind("issue")]
    ['합계가 맞지 않습니다: 5억원 + 3억원 = 8억원, 본문은 9억원']
    """
    return check_document(_document(text, source, date), _settings(settings), strict=strict)


class Extractor:
    """What is to be found, and how, said once for any number of texts.

    >>> extractor = Extractor(kinds=["money"])
    >>> [len(facts) for facts in extractor.pipe(["예산 50억원", "없다", "30억원과 20억원"])]
    [1, 0, 2]
    """

    def __init__(
        self,
        kinds: Iterable[str] = (),
        *,
        date: datetime.date | str | None = None,
        mentions: bool = False,
        dictionary: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        """`kinds` are kinds or commands, none of them all; `date` is of texts that bring none of their own."""
        if isinstance(kinds, str) or not isinstance(kinds, Iterable):
            raise TypeError(f'kinds is to be a list of names such as ["money", "dates"], not {type(kinds).__name__}')
        if dictionary is not None and not isinstance(dictionary, Mapping):
            raise TypeError(f"dictionary is to map surfaces to (name, org_type), not {type(dictionary).__name__}")
        self.kinds = tuple(registry.find_fact_type(kind).kind for kind in kinds)
        self.date = _as_date(date)
        self.settings = Settings(mentions=mentions, dictionary=dict(dictionary or {}))

    def __repr__(self) -> str:
        return f"Extractor(kinds={list(self.kinds)!r}, date={self.date!r})"

    def __call__(self, text: str, *, date: datetime.date | str | None = None, source: str = "-") -> Facts:
        """The facts of one text."""
        return extract_document(_document(text, source, date or self.date), self.kinds, self.settings)

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[Facts]:
        """The facts of each text or document, in order, as they are asked for; there may be any number."""
        if isinstance(texts, (str, Document)) or not isinstance(texts, Iterable):
            raise TypeError(f"texts is to be an iterable of texts, not {type(texts).__name__}")
        return (self._one(text) for text in texts)

    def _one(self, text: str | Document) -> Facts:
        if not isinstance(text, Document):
            return self(text)
        doc = text if text.reference_date is not None else replace(text, reference_date=self.date)
        return extract_document(doc, self.kinds, self.settings)


def extract_document(doc: Document, kinds: Iterable[str], settings: Settings) -> Facts:
    """The facts of one document; `kinds` empty means all."""
    wanted = [registry.find_fact_type(kind).kind for kind in kinds] or [t.kind for t in registry.FACT_TYPES]
    analysis = analyse(doc, settings)
    with localcontext(EXACT):
        facts = [fact for kind in dict.fromkeys(wanted) for fact in analysis.facts(kind)]
        rejections = tuple(
            replace(rejection, span=analysis.view.locate(rejection.span))
            for kind in dict.fromkeys(wanted)
            for rejection in analysis.outcome(kind)[1]
        )
        return Facts(
            doc,
            _leave(facts, analysis, settings),
            rejections,
            tuple(analysis.notices),
            kinds=tuple(dict.fromkeys(wanted)),
        )


def check_document(doc: Document, settings: Settings, *, strict: bool = False) -> Facts:
    """What contradicts itself in a document, as facts of kind `issue`; `strict` adds the doubtful.

    >>> doc = Document("총사업비 480억원(국비 240억원, 시비 200억원)을 들인다.")
    >>> [issue.to_dict()["code"] for issue in check_document(doc, Settings()).facts]
    ['sum']
    """
    analysis = analyse(doc, settings)
    with localcontext(EXACT):
        facts = _leave(_find_issues(analysis, strict), analysis, settings)
    return Facts(doc, facts, (), tuple(analysis.notices), kinds=("issue",))


def survey_document(
    doc: Document, settings: Settings, *, strict: bool = False, beside: Callable[[Analysis], object] | None = None
) -> Facts:
    """Facts of every kind with what contradicts itself: what a report shows of a document.

    `beside` is asked of the same analysis, which is the dear part.

    >>> found = survey_document(Document("총사업비 480억원(국비 240억원, 시비 200억원)을 들인다."), Settings())
    >>> sorted({fact.kind for fact in found.facts})
    ['budget', 'event', 'issue', 'money']
    """
    analysis = analyse(doc, settings)
    with localcontext(EXACT):
        facts = [fact for kind in registry.FACT_TYPES for fact in analysis.facts(kind.kind)]
        facts += _find_issues(analysis, strict)
        left = _leave(facts, analysis, settings)
        more = beside(analysis) if beside is not None else None
    return Facts(doc, left, (), tuple(analysis.notices), more)


def _find_issues(analysis: Analysis, strict: bool) -> list[IssueFact]:
    found: dict[tuple[int, int, str], IssueFact] = {}
    nothing: tuple[IssueFact, ...] = ()
    for module in registry.load_checks():
        for issue in _guarded(partial(_check, module), analysis, "findings", nothing):
            key = issue.start, issue.end, issue.code
            # The same figures, read by two patterns: the certain reading stays.
            if (strict or not issue.doubtful) and (key not in found or found[key].doubtful):
                found[key] = issue
    return list(found.values())


def analyse(doc: Document, settings: Settings) -> Analysis:
    """The lazy analysis of one document, able to find every registered kind."""
    kinds = {
        t.kind: Kind(partial(_provide, t.kind), frozenset(t.needs), frozenset(t.reads), partial(_mentions, t.kind))
        for t in registry.FACT_TYPES
    }
    analysis = Analysis(doc, kinds, gates=settings.gates, dictionary=settings.dictionary, guards=settings.guards)
    analysis.notices += [Notice(doc.source, None, gap) for gap in doc.gaps]
    return analysis


def _check(module: registry.CheckModule, analysis: Analysis) -> tuple[IssueFact, ...]:
    return tuple(module.check(analysis))


def _provide(kind: str, analysis: Analysis) -> Outcome:
    module = registry.load_module(kind)
    nothing: Outcome = ((), ())
    return _guarded(partial(matching.run, module, kind), analysis, f"facts of kind {kind}", nothing)


def _mentions(kind: str, analysis: Analysis) -> tuple[PersonMention, ...]:
    module = registry.load_module(kind)
    nothing: tuple[PersonMention, ...] = ()
    return _guarded(module.mentions, analysis, f"mentions of kind {kind}", nothing)  # type: ignore[attr-defined]


def _guarded(run: Callable[[Analysis], T], analysis: Analysis, what: str, nothing: T) -> T:
    return guarded(run, analysis, what, nothing) if analysis.guards else run(analysis)


def _leave(facts: Sequence[Fact], analysis: Analysis, settings: Settings) -> tuple[Fact, ...]:
    """Facts as they leave the program: in original offsets, an occurrence each if wished, in total order."""
    view = analysis.view
    facts = mark_repeats(facts, view.text)
    if view.starts is not None or view.text != view.original:
        facts = [fact.moved(view.locate, view.original) for fact in facts]
    if settings.mentions:
        facts = [
            occurrence
            for fact in facts
            for occurrence in (fact.occurrences(view.original) if isinstance(fact, EntityFact) else (fact,))
        ]
    if analysis.doc.pages:
        facts = [replace(fact, page=analysis.doc.page_of(fact.start)) for fact in facts]
    return tuple(sorted(facts, key=lambda fact: (fact.start, fact.end, fact.kind)))


def _document(text: str, source: str, date: datetime.date | str | None) -> Document:
    """The document of arguments, which are to be what they are said to be."""
    if not isinstance(text, str):
        hint = "; decode it first" if isinstance(text, (bytes, bytearray)) else ""
        raise TypeError(f"text is to be a str, not {type(text).__name__}{hint}")
    if not isinstance(source, str):
        raise TypeError(f"source is to be a str, not {type(source).__name__}")
    return Document(text, source, _as_date(date))


def _settings(settings: Settings | None) -> Settings:
    if settings is not None and not isinstance(settings, Settings):
        raise TypeError(f"settings is to be a Settings, not {type(settings).__name__}")
    return settings or Settings()


def _as_date(value: datetime.date | str | None) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if value is None or isinstance(value, datetime.date):
        return value
    if not isinstance(value, str):
        raise TypeError(f"date is to be a date or a string such as '2019-10-03', not {type(value).__name__}")
    try:
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"not a date: {value!r}; write it as 2019-10-03") from error

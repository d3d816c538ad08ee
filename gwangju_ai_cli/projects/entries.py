"""The figures of one project: each once, in order, and where it moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gwangju_ai_cli.model import Period
from gwangju_ai_cli.projects.model import STATUS_ORDER, Change, Entry, Figure, Source

LAST = "9999-99-99"
"""What a document without a date is sorted by."""


@dataclass(frozen=True, slots=True)
class Said:
    """A figure with the document that says it: its day, or None."""

    figure: Figure
    date: str | None
    title: str = ""

    @property
    def place(self) -> Source:
        """Where it is said, with the document's title and day."""
        return replace(self.figure.place, title=self.title, date=self.date)

    @property
    def key(self) -> tuple[str, str, int, int]:
        """The total order of figures."""
        return self.date or LAST, self.figure.place.source, self.figure.place.start, self.figure.place.end


@dataclass(slots=True)
class Draft:
    """An entry while its sources come together; `said` are they that say it as it holds, `old` the comparisons."""

    said: list[Said]
    old: list[Said] = field(default_factory=list)

    @property
    def first(self) -> Figure:
        """The figure that says it first."""
        return self.said[0].figure

    @property
    def kind(self) -> str:
        """What the amount is of, as the surest of its sources says."""
        kinds = {said.figure.kind for said in self.said}
        return next(kind for kind in ("total", "year", "part", "plain") if kind in kinds)

    @property
    def year(self) -> int | None:
        """The year that it is of."""
        return next((said.figure.year for said in self.said if said.figure.year is not None), None)

    @property
    def label(self) -> str | None:
        """The component that it is for."""
        return next((said.figure.label for said in self.said if said.figure.label), None)


def make(said: Sequence[Said]) -> tuple[list[Entry], list[Change]]:
    """The entries of one project and its changes, of all that is said of it."""
    ordered = sorted(said, key=lambda one: one.key)
    drafts: list[Draft] = []
    for one in ordered:
        if one.figure.old:
            continue
        host = next((draft for draft in drafts if _same(draft, one)), None)
        if host is None:
            drafts.append(Draft([one]))
        else:
            host.said.append(one)
    drafts = _merge_rounded(drafts)
    for one in ordered:
        if one.figure.old:
            host = next(
                (draft for draft in drafts if draft.first.amount == one.figure.amount and _holds(draft, one)), None
            )
            if host is not None:
                host.old.append(one)
    changes = _totals(drafts, ordered) + _years(drafts, ordered)
    entries = sorted((_entry(draft) for draft in drafts), key=lambda entry: _order(entry))
    return entries, changes


def _order(entry: Entry) -> tuple[str, str, int]:
    first = entry.sources[0]
    return entry.date or LAST, first.source, first.start


def _holds(draft: Draft, one: Said) -> bool:
    """Whether an entry was known by the time that the comparison was made."""
    return (draft.said[0].date or LAST) <= (one.date or LAST)


def _same(draft: Draft, one: Said) -> bool:
    figure, first = one.figure, draft.first
    if (figure.amount, figure.amount_max, figure.currency) != (first.amount, first.amount_max, first.currency):
        return False
    kinds = {draft.kind, figure.kind}
    if draft.year is not None and figure.year is not None:
        return draft.year == figure.year
    if len(kinds) == 1 or "plain" in kinds:
        return True
    return any(said.figure.place.source == figure.place.source for said in draft.said)


def _merge_rounded(drafts: list[Draft]) -> list[Draft]:
    """Entries without those that only say another of the same document in round figures: 610억 beside 610억5천만."""
    out = list(drafts)
    for draft in drafts:
        figure = draft.first
        sources = {said.figure.place.source for said in draft.said}
        for other in out:
            if other is draft or not is_rounded(figure, other.first):
                continue
            kinds = {draft.kind, other.kind}
            shared = sources & {said.figure.place.source for said in other.said}
            later = (other.said[0].date or LAST) <= (draft.said[0].date or LAST) and figure.modifier == "approx"
            if (shared or later) and (len(kinds) == 1 or "plain" in kinds) and draft.year in (None, other.year):
                other.old += draft.said
                out.remove(draft)
                break
    return out


def is_rounded(rough: Figure, exact: Figure) -> bool:
    """Whether an amount says another in fewer figures."""
    if rough.unit <= exact.unit and rough.modifier != "approx":
        return False
    step = _step(rough.amount)
    return rough.amount != exact.amount and rough.amount - step / 2 <= exact.amount < rough.amount + step


def _step(amount: Decimal) -> Decimal:
    """The place of the last figure of an amount that is not zero.

    >>> _step(Decimal(610_0000_0000)), _step(Decimal(6000_0000_0000))
    (Decimal('1000000000'), Decimal('100000000000'))
    """
    step = Decimal(1)
    while amount and amount % (step * 10) == 0:
        step *= 10
    return step


def _entry(draft: Draft) -> Entry:
    places = [one.place for one in sorted((*draft.said, *draft.old), key=lambda one: one.key)]
    first = draft.first
    exact = next((one.figure for one in draft.said if one.figure.modifier is None), first)
    kind = draft.kind
    funding = max((one.figure.funding for one in draft.said), key=len)
    return Entry(
        first.amount,
        first.amount_max,
        first.currency,
        exact.modifier,
        _period(draft),
        funding,
        max((one.figure.status for one in draft.said if one.figure.status), key=STATUS_ORDER.index, default=None),
        "total"
        if kind == "total"
        else "part"
        if kind == "part" or any(one.figure.extra for one in draft.said)
        else None,
        draft.said[0].date,
        tuple(places),
        figure_of(draft),
    )


def figure_of(draft: Draft) -> str:
    """What the entry is of: total, a year, a component's name, or nothing."""
    if draft.kind == "total":
        return "total"
    return str(draft.year) if draft.kind == "year" and draft.year else draft.label or ""


def _period(draft: Draft) -> Period | None:
    own = [one.figure.period for one in draft.said if one.figure.period is not None and one.figure.kind == draft.kind]
    closed = [period for period in own if period.start_date and period.end_date]
    some = [period for period in own if period.start_date or period.end_date]
    return next(iter(closed or some), None)


def _totals(drafts: list[Draft], ordered: Sequence[Said]) -> list[Change]:
    """Where the total moved: one document's after another's."""
    return _chain([draft for draft in drafts if draft.kind == "total"], ordered, "total")


def _years(drafts: list[Draft], ordered: Sequence[Said]) -> list[Change]:
    """Where the money of a year moved: what was asked for, what the draft holds, what was passed."""
    chains: dict[tuple[int, str, str], list[Draft]] = {}
    for draft in drafts:
        if draft.kind == "year" and draft.year is not None and not any(one.figure.extra for one in draft.said):
            key = draft.year, _whose(draft), (draft.label or "").split(" ")[-1]
            chains.setdefault(key, []).append(draft)
    out: list[Change] = []
    for (year, _, _), chain in sorted(chains.items()):
        out += _chain(chain, ordered, str(year))
    return out


def _whose(draft: Draft) -> str:
    sources = {source.source for one in draft.said for source in one.figure.funding}
    return min(sources) if len(sources) == 1 else ""


def _chain(drafts: list[Draft], ordered: Sequence[Said], figure: str) -> list[Change]:
    """The changes among entries of one figure, document by document."""
    by_document: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        for one in draft.said:
            chain = by_document.setdefault((one.date or LAST, one.figure.place.source), [])
            if draft not in chain:
                chain.append(draft)
    out: list[Change] = []
    held: Draft | None = None
    gone: set[Decimal] = set()
    for key in sorted(by_document):
        source = key[1]
        said = sorted(by_document[key], key=lambda draft: _place_in(draft, source))
        fresh = [draft for draft in said if draft is not held and draft.first.amount not in gone]
        if figure != "total":
            fresh.sort(key=lambda draft: (not _asked(draft, source), _place_in(draft, source)))
            if len(fresh) > 1 and not _asked(fresh[0], source):
                fresh = fresh[:1]
        else:
            fresh = fresh[:1]
        for draft in fresh:
            before = held
            if before is None:
                change = _from_text(draft, ordered, source, figure)
                if change is not None:
                    out.append(change)
            else:
                out.append(_change(figure, before, draft, source))
                gone.add(before.first.amount)
            held = draft
    return out


def _asked(draft: Draft, source: str) -> bool:
    return any(one.figure.place.source == source and one.figure.asked for one in draft.said)


def _place_in(draft: Draft, source: str) -> int:
    return min(one.figure.place.start for one in draft.said if one.figure.place.source == source)


def _change(figure: str, before: Draft, after: Draft, source: str) -> Change:
    first = before.said[0]
    now = next(one for one in after.said if one.figure.place.source == source)
    return Change(
        figure,
        before.first.amount,
        after.first.amount,
        first.date,
        now.date,
        first.figure.place.source,
        source,
    )


def _from_text(draft: Draft, ordered: Sequence[Said], source: str, figure: str) -> Change | None:
    """The change that the text itself tells of, where no document gives the old figure."""
    now = next(one for one in draft.said if one.figure.place.source == source)
    kind = "total" if figure == "total" else "year"
    old = [
        one.figure
        for one in ordered
        if one.figure.place.source == source
        and one.figure.old
        and one.figure.kind == kind
        and (kind == "total" or one.figure.year == draft.year)
        and one.figure.amount != draft.first.amount
    ]
    if not old or is_rounded(old[-1], draft.first):
        return None
    direct = [figure_ for figure_ in old if figure_.direct] or old
    return Change(figure, direct[-1].amount, draft.first.amount, None, now.date, None, source)

"""One document read for its projects: which amounts are figures of which of them, and what of them they are."""

from __future__ import annotations

import re
from dataclasses import replace

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.heading import find_heading
from gwangju_ai_cli.projects import amounts, casting, desk, mentions, model
from gwangju_ai_cli.projects.amounts import Amount
from gwangju_ai_cli.projects.anchoring import anchor
from gwangju_ai_cli.projects.casting import Topic
from gwangju_ai_cli.projects.desk import Desk
from gwangju_ai_cli.projects.kinds import What, period_of, what_of
from gwangju_ai_cli.projects.model import Figure, Naming, Source, State
from gwangju_ai_cli.projects.names import Name
from gwangju_ai_cli.projects.phasing import with_phases
from gwangju_ai_cli.projects.refusing import refusal

_ITEM = re.compile(r"[△▲▷▶○●◆■□·,]\s?[^△,]{1,40}$")
_BEFORE, _BEHIND, _TITLE_LIMIT = 200, 100, 80


def read(analysis: Analysis) -> State:
    """What the document says of projects; in offsets of the original text.

    >>> from gwangju_ai_cli.model import Document
    >>> from gwangju_ai_cli.pipeline import Settings, analyse
    >>> text = "새벽시, 별빛도서관에 120억원\\n새벽시는 별빛도서관 건립사업에 총 120억원을 투입한다."
    >>> state = read(analyse(Document(text, "a.txt"), Settings()))
    >>> [(topic.names[0].text, topic.payer) for topic in state.topics], [str(f.amount) for f in state.figures]
    ([('별빛도서관 건립사업', '새벽시')], ['12000000000', '12000000000'])
    """
    doc = analysis.doc
    day = doc.reference_date.isoformat() if doc.reference_date else None
    empty = State(doc.source, day, title_of(analysis))
    if not analysis.facts("money"):
        return empty
    scene = mentions.look(analysis)
    table = desk.lay(casting.cast(scene, mentions.find_mentions(scene)))
    for amount in table.found:
        figure = _figure(amount, table)
        if figure is not None:
            table.figures.append(figure)
    figures = with_phases(_with_spans(_with_funding(table), table), table)
    return _state(empty, figures, table)


def title_of(analysis: Analysis) -> str:
    """The document's headline; its first line where it has none."""
    heading = find_heading(analysis.text)
    if heading is not None:
        return heading.title.of(analysis.text)
    lines = (line.strip() for line in analysis.text.splitlines())
    return next((line[:_TITLE_LIMIT] for line in lines if line), analysis.doc.source)


def _figure(amount: Amount, table: Desk) -> Figure | None:
    """The figure that an amount is; None where it is none of a project's."""
    if refusal(amount) is not None:
        return None
    found = anchor(amount, table)
    if found is None or amount.money.amount is None:
        return None
    governed = found.mention is not None and (table.over is not None or found.mention == desk.adjacent(amount, table))
    if not (governed or _is_told(amount)):
        return None
    return _made(what_of(amount, found, table), table)


def _is_told(amount: Amount) -> bool:
    """Whether something shows that the amount is spent, asked for or got: a verb, a noun, a list, the headline."""
    listed = _ITEM.search(amount.left) and not re.search(r"[다요]\.", amount.left)
    return bool(
        amount.enclosed
        or amount.headline
        or amounts.spends(amount)
        or amounts.is_old(amount)
        or amounts.takes_over(amount)
        or listed
    )


def _made(what: What, table: Desk) -> Figure:
    amount, money = what.amount, what.amount.money
    dated = what.kind in ("year", "part") or what.anchor.topic.round is not None
    part = what.kind == "part" or what.extra
    return Figure(
        topic=what.anchor.topic.number,
        place=_place(amount, table),
        amount=money.amount or money.unit,
        amount_max=money.amount_max,
        currency=money.currency,
        modifier=money.modifier,
        kind=what.kind,
        label=what.label,
        year=what.year if dated else None,
        period=period_of(what),
        status=what.status,
        funding=what.funding,
        role="total" if what.kind == "total" else "part" if part else None,
        old=what.old,
        direct=what.old and amounts.is_direct(amount),
        asked=amounts.asks(amount),
        extra=what.extra,
        unit=money.unit,
        why=what.anchor.rule,
    )


def _place(amount: Amount, table: Desk) -> Source:
    """Where an amount stands, with its sentence; of a long one what is around the amount."""
    view = table.scene.analysis.view
    span, whole = view.locate(amount.span), view.locate(amount.sentence.span)
    begin = max(whole.start, span.start - _BEFORE)
    end = min(whole.end, span.end + _BEHIND)
    sentence = view.original[begin:end]
    blank = len(sentence) - len(sentence.lstrip())
    return Source(
        table.scene.analysis.doc.source,
        span.start,
        span.end,
        span.of(view.original),
        sentence.strip(),
        span.start - begin - blank,
    )


def _with_funding(table: Desk) -> list[Figure]:
    """The figures without those that are only the parts of another by source of money: they become its funding."""
    view = table.scene.analysis.view
    starts = {view.locate(amount.span).start: amount for amount in table.found}
    out: list[Figure] = []
    for figure in table.figures:
        host = next((other for other in reversed(out) if other.topic == figure.topic and not other.old), None)
        piece = host is not None and figure.funding and _is_piece(starts[figure.place.start], figure, host, table)
        if not piece or host is None:
            out.append(figure)
            continue
        kept = [source for source in host.funding if source.amount != host.amount or source not in figure.funding]
        kept = [source for source in kept if source.amount != host.amount or source.source != figure.funding[0].source]
        out[out.index(host)] = replace(host, funding=(*kept, *(s for s in figure.funding if s not in kept)))
    return out


def _is_piece(amount: Amount, figure: Figure, host: Figure, table: Desk) -> bool:
    """Whether an amount is what one source gives of a figure before it: (국비 192억원, …), 이 가운데 국비가 288억원."""
    if host.amount <= figure.amount or amounts.funding_pattern().search(amount.left) is None:
        return False
    close = amount.span.start - host.place.end
    if close < 160 and _makes_up(figure, host, table):
        return True
    if amount.enclosed and close < 60 and table.text.find(")", host.place.end, amount.span.start) < 0:
        return True
    return close < 90 and bool(re.search(r"(?:이|그)\s?(?:가운데|중)|가운데|나머지|각각", amount.whole[-30:]))


def _makes_up(figure: Figure, host: Figure, table: Desk) -> bool:
    """Whether a figure and those beside it are, by their sources, all of the total: 국비 9억원과 시비 8억원을 들여."""
    beside = [
        other
        for other in table.figures
        if other.topic == figure.topic
        and other.funding
        and other.place.sentence == figure.place.sentence
        and other.amount < host.amount
        and other.place.start > host.place.start
    ]
    return len(beside) > 1 and sum(other.amount for other in beside) == host.amount


def _with_spans(figures: list[Figure], table: Desk) -> list[Figure]:
    """The figures, components without years of their own with those of the total before them."""
    out: list[Figure] = []
    for figure in figures:
        if figure.kind == "part" and figure.period is None and figure.label != "집행":
            hosts = (o for o in reversed(out) if o.topic == figure.topic and o.kind == "total" and not o.old)
            host = next(hosts, None)
            figure = replace(figure, period=host.period if host else None)
        out.append(figure)
    return out


def _state(empty: State, figures: list[Figure], table: Desk) -> State:
    """What is kept: the topics that have figures, numbered anew."""
    used = sorted({figure.topic for figure in figures})
    numbers = {number: index for index, number in enumerate(used)}
    topics = tuple(_kept(table.cast.topics[number], table) for number in used)
    kept = tuple(replace(figure, topic=numbers[figure.topic]) for figure in figures)
    places = tuple(sorted((place.stem, place.name) for place in table.scene.places.known.values()))
    return replace(empty, topics=topics, figures=kept, places=places)


def _kept(topic: Topic, table: Desk) -> model.Topic:
    written: dict[str, Naming] = {}
    for name in sorted(topic.names, key=lambda name: (*name.size, name.text), reverse=True):
        written.setdefault(name.text, _naming(name))
    for name in topic.introduced:
        written[name.text] = _naming(name, introduced=True)
    place = topic.place
    return model.Topic(
        tuple(written.values()),
        place.stem if place else None,
        place.level if place else None,
        _payer(topic, table),
        topic.round,
    )


def _naming(name: Name, *, introduced: bool = False) -> Naming:
    return Naming(
        name.text,
        name.core,
        name.pieces,
        name.build,
        tuple(sorted(name.change)),
        name.programme,
        name.founder,
        name.place,
        introduced,
    )


def _payer(topic: Topic, table: Desk) -> str | None:
    """The body whose project it is: the municipality, of a state's own house or programme the ministry."""
    bodies = casting.bodies(table.scene)
    national = any(name.founder == "국립" for name in topic.names)
    if topic.place is not None and not (national and bodies):
        return topic.place.name
    first = min((mention.span.start for mention in topic.mentions), default=0)
    sentence = table.scene.analysis.sentence_at(first)
    near = [name for at, name in bodies if sentence.span.start <= at < first]
    return near[-1] if near else next((name for _, name in bodies), None)

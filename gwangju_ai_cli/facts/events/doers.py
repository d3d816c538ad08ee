"""Who acts in a happening, and who takes part: partners, those met, givers."""

from __future__ import annotations

from collections.abc import Iterator

from gwangju_ai_cli.facts.events.arguments import WITH, Arguments
from gwangju_ai_cli.facts.events.modality import AFTER
from gwangju_ai_cli.facts.events.names import actors_in, actors_of, mentions_in
from gwangju_ai_cli.facts.events.themes import Theme
from gwangju_ai_cli.facts.events.words import ending
from gwangju_ai_cli.korean.clauses import Clause, Phrase

_GIVERS = frozenset(("로부터", "으로부터", "에게서", "한테서", "로부터는"))
_PARTNERED = frozenset(("agreement", "meeting", "establishment", "opening", "construction", "investment"))
_BUILT = frozenset(("construction", "opening"))
_QUOTES = ("다고", "라고", "자고", "냐고", "으면", "면")


def actors_of_happening(arguments: Arguments, theme: Theme) -> Iterator[str]:
    """The names of those who act, then of those who take part; one may come twice."""
    happening, analysis = arguments.happening, arguments.analysis
    asked = happening.passive and arguments.kind == "request"  # "요청받았다": who is asked
    yield from actors_in(analysis, [] if asked else _agents(arguments, theme))
    rest = arguments.rest() if happening.nominal and arguments.frame == "office" else None
    if rest is not None:
        yield from actors_of(analysis, rest)
    approver = arguments.approver()
    if approver is not None:
        yield from actors_of(analysis, approver, places=False)
    for phrase in arguments.phrases:
        if phrase.case == "basis" and "의해" in phrase.particle:
            yield from actors_of(analysis, phrase.span)
    yield from _met(arguments, theme)
    yield from _partners(arguments)
    yield from _givers(arguments)


def _agents(arguments: Arguments, theme: Theme) -> list[Phrase]:
    """The clause's subject or topic; where it has none, that of the chain; in a headline what opens it."""
    happening, tree = arguments.happening, arguments.happening.tree
    if happening.passive and theme.phrase is not None and theme.phrase not in arguments.phrases:
        return []  # "군수는 어제 열린 설명회에서 …": what a relative clause takes in is not its subject
    own = _among(arguments, arguments.phrases, theme)
    if own is None and happening.clause is not None:
        own = _elsewhere(arguments, happening.clause, theme)
    if own is not None or not happening.nominal:
        return own or []
    openers = [*arguments.phrases[:1], *(tree.phrases[:1] if happening.clause is not None else ())]
    return [phrase for phrase in openers if phrase.case == "bare" and phrase.comma][:1]


def _among(arguments: Arguments, phrases: list[Phrase], theme: Theme) -> list[Phrase] | None:
    """The subject or topic with what is joined to it; [] where that is the theme, None where there is none."""
    order = ("topic", "subject") if arguments.kind == "request" else ("subject", "topic")
    for case in order:
        for position, phrase in enumerate(phrases):
            if phrase.case != case:
                continue
            if phrase is theme.phrase and theme.subject:
                return []
            built = arguments.frame == "hold" and arguments.kind in _BUILT
            if built and ending("facility").search(phrase.span.of(arguments.text)):
                return []  # "대교가 준공식을 갖고"
            first = position
            while first > 0 and _joins(phrases[first - 1]):
                first -= 1
            return phrases[first : position + 1]
    return None


def _joins(phrase: Phrase) -> bool:
    return phrase.case == "conjunct" or (phrase.case == "bare" and phrase.comma)


def _elsewhere(arguments: Arguments, clause: Clause, theme: Theme) -> list[Phrase] | None:
    """The subject of the chain before; for "취임한 뒤 …" that of the clause that it hangs on."""
    happening, tree, text = arguments.happening, arguments.happening.tree, arguments.text
    if happening.passive and arguments.frame not in ("office", "choose"):
        return []
    order = [*range(clause.index - 1, -1, -1)]
    if clause.kind in ("adnominal", "complement"):
        head = tree.phrases[clause.modifies].span.start if clause.modifies is not None else 0
        hangs = AFTER.match(text, head) and not clause.passive and not text.startswith("가운데", head)
        if clause.kind == "adnominal" and not hangs:
            return []  # the topic of the sentence need not be the subject of its relative clauses
        order = [*range(clause.index + 1, len(tree.clauses)), *order]
    if arguments.kind == "request":  # "의장은 … 정부가 나설 것을 촉구했다"
        topics = (tree.phrases[i] for index in order if index < clause.index for i in tree.clauses[index].phrases)
        topic = next((phrase for phrase in topics if phrase.case == "topic"), None)
        if topic is not None:
            return [topic]
    for index in order:
        other = tree.clauses[index]
        if other.kind not in ("main", "coordinate", "nominal") and index < clause.index:
            continue
        phrases = [tree.phrases[i] for i in other.phrases]
        if index < clause.index and other.ending.endswith(_QUOTES):
            # "학교는 학생이 …했다고 보고": the outer one acts
            phrases = [phrase for phrase in phrases if phrase.case == "topic"]
        if index > clause.index:
            phrases = [p for p in phrases if p.case == "topic" or p.span.end < clause.span.start]
        found = _among(arguments, phrases, theme)
        if found:
            free = theme.phrase is None or theme.subject
            # "노선은 2016년 착공해 … 완공됐다": the chain's subject is what comes into being.
            falls = free and arguments.frame == "become" and not arguments.acts(found[-1], arguments.kind)
            return [] if falls else found
    return None


def _met(arguments: Arguments, theme: Theme) -> Iterator[str]:
    """Those who are met, by name."""
    if arguments.frame != "meet" or theme.phrase not in arguments.phrases:
        return
    for phrase in _list_up_to(arguments.phrases, arguments.phrases.index(theme.phrase)):
        yield from (name for kind, name, _ in mentions_in(arguments.analysis, phrase.span) if kind == "person")


def _partners(arguments: Arguments) -> Iterator[str]:
    if arguments.kind not in _PARTNERED:
        return
    places = arguments.kind in ("agreement", "meeting")
    for position, phrase in enumerate(arguments.phrases):
        after = arguments.phrases[position + 1 : position + 2]
        listed = any(other.case in ("subject", "topic") for other in after)  # "광주시와 광주과학기술원은"
        if phrase.particle in WITH and not listed:
            for joined in _list_up_to(arguments.phrases, position):
                yield from actors_of(arguments.analysis, joined.span, places=places)


def _givers(arguments: Arguments) -> Iterator[str]:
    """Who gave what was received: 정부로부터, 도담도의 설립 허가를 받았다."""
    kind, frame = arguments.kind, arguments.frame
    if frame != "receive" and kind not in ("approval", "award", "investment"):
        return
    for phrase in arguments.phrases:
        if phrase.particle in _GIVERS or (kind == "approval" and phrase.particle == "에서"):
            yield from actors_of(arguments.analysis, phrase.span, places=False)
        elif frame == "receive" and phrase.case == "genitive":
            yield from actors_of(arguments.analysis, phrase.span)


def _list_up_to(phrases: list[Phrase], position: int) -> list[Phrase]:
    """A phrase with those before it that it lists with: 도담도, 해든군과."""
    start = position
    while start > 0 and phrases[start - 1].case in ("bare", "conjunct"):
        start -= 1
    return phrases[start : position + 1]

"""Who acts in a happening, and who takes part: partners, those met, givers."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gwangju_ai_cli.facts.events.arguments import WITH, Arguments
from gwangju_ai_cli.facts.events.lexicon import BUILDING, occasion
from gwangju_ai_cli.facts.events.modality import AFTER
from gwangju_ai_cli.facts.events.names import actors_in, actors_of, mentions_in
from gwangju_ai_cli.facts.events.themes import Theme
from gwangju_ai_cli.facts.events.words import choice, ending
from gwangju_ai_cli.korean.clauses import LINKS, Clause, Phrase, Syntax, syntax

_OWN, _OUTER = ("subject", "topic", "also"), ("topic", "subject", "also")
"""In its own clause the subject acts, further out the topic does: "시는 사업이 뽑혀 국비를 확보했다"."""
_GOING_ON = frozenset(("main", "coordinate", "complement"))
_SENTENCES_BACK = 2
_AMOUNTS = frozenset(("subject", "bare"))
_SITS = regex.compile(rf"(?:{choice('sits')})(?:\([^)]*\))?$")
_GIVERS = frozenset(("로부터", "으로부터", "에게서", "한테서", "로부터는"))
_PARTNERED = BUILDING | {"agreement", "meeting", "establishment", "opening", "investment"}
_BUILT = BUILDING | {"opening"}
_QUOTES = ("다고", "라고", "자고", "냐고", "으면", "면")


def actors_of_happening(arguments: Arguments, theme: Theme) -> Iterator[str]:
    """The names of those who act, then of those who take part; one may come twice."""
    happening, analysis = arguments.happening, arguments.analysis
    asked = happening.passive and arguments.kind == "request"  # "요청받았다": who is asked
    yield from actors_in(analysis, [] if asked else _agents(arguments, theme))
    rest = arguments.rest() if happening.nominal and arguments.frame == "office" else None
    if rest is not None:
        yield from actors_of(analysis, rest)
    leading = arguments.leading()
    if leading is not None:
        yield from actors_of(analysis, leading)
    approver = arguments.approver()
    if approver is not None:
        yield from actors_of(analysis, approver)
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
    own = _among(arguments, arguments.phrases, theme, _OWN)
    if not own and happening.clause is not None:
        own = _described(arguments, happening.clause, theme) or own
    if own is None and happening.clause is not None:
        own = _elsewhere(arguments, happening.clause, theme)
    if own is not None:
        return own
    openers = [*arguments.phrases[:1], *(tree.phrases[:1] if happening.clause is not None else ())]
    opening = [phrase for phrase in openers if phrase.case == "bare" and phrase.comma][:1]
    return opening or _of_line(arguments) or _carried_over(arguments)


def _of_line(arguments: Arguments) -> list[Phrase]:
    """Who opens the line of a headline that dots cut into sentences: "한빛군, 공모 선정… 412억원 확보"."""
    happening, analysis, text = arguments.happening, arguments.analysis, arguments.text
    begin = text.rfind("\n", 0, happening.span.start) + 1
    start = happening.sentence.span.start
    if begin >= start or text[start - 2 : start].strip()[-1:] not in ("…", ".", "‥"):
        return []
    first = analysis.sentence_at(begin)
    phrases = syntax(analysis, first).phrases[:1]
    if first.span.start < begin or any(clause.kind == "main" for clause in syntax(analysis, first).clauses):
        return []
    return [phrase for phrase in phrases if phrase.comma and actors_of(analysis, phrase.span)]


def _carried_over(arguments: Arguments) -> list[Phrase]:
    """Who the sentence before tells of, where this one names no subject: "병원은 센터를 짓는다. 410억원을 투자해 …"."""
    happening, analysis = arguments.happening, arguments.analysis
    clause = happening.clause
    if happening.nominal or clause is None:
        return []
    stands = clause.modifies is not None and happening.tree.phrases[clause.modifies].tokens[0].form == "상태"
    if clause.kind not in _GOING_ON and not stands:
        return []
    if happening.passive and arguments.frame not in ("office", "choose"):
        return []
    if any(phrase.case in ("topic", "subject") for phrase in happening.tree.phrases):
        return []
    at = happening.sentence.index
    for sentence in reversed(analysis.sentences[max(0, at - _SENTENCES_BACK) : at]):
        if sentence.paragraph != happening.sentence.paragraph:
            break
        phrases = syntax(analysis, sentence).phrases
        told = [phrase for phrase in phrases if phrase.case == "topic"] or [
            phrase for phrase in phrases if phrase.case == "subject"
        ]
        if told:
            return [phrase for phrase in told[:1] if actors_of(analysis, phrase.span)]
    return []


def _described(arguments: Arguments, clause: Clause, theme: Theme) -> list[Phrase]:
    """What a relative clause describes, where that is who acts: "예산을 깎은 군의회는", "상을 받은 조합"."""
    if clause.kind != "adnominal" or clause.modifies is None or arguments.happening.passive:
        return []
    head = arguments.happening.tree.phrases[clause.modifies]
    if (
        head is theme.phrase
        or theme.phrase is None
        or head.tokens[0].form == "상태"
        or AFTER.match(arguments.text, head.span.start)
    ):
        return []
    return [head] if any(phrase.case == "object" for phrase in arguments.phrases) else []


def _among(arguments: Arguments, phrases: list[Phrase], theme: Theme, order: tuple[str, ...]) -> list[Phrase] | None:
    """The subject or topic with what is joined to it; [] where that is the theme, None where there is none.

    Of several subjects each has its own part: "가은행이 30억원, 나은행이 10억원을 넣었다".
    """
    if arguments.kind == "request":
        order = _OUTER
    for case in order:
        several = [phrase for phrase in phrases if _is_doer(arguments, phrase, case)]
        if case == "subject" and len(several) > 1 and _AMOUNTS.issuperset(_between(several, phrases)):
            return several
        for position, phrase in enumerate(phrases):
            if phrase not in several:
                continue
            if phrase is theme.phrase and (theme.subject or case == "also"):
                return []
            built = arguments.frame == "hold" and arguments.kind in _BUILT
            if built and ending("facility").search(phrase.span.of(arguments.text)):
                return []  # "대교가 준공식을 갖고"
            first = position
            while first > 0 and _joins(phrases[first - 1], loosely=arguments.frame == "join"):
                first -= 1
            return phrases[first : position + 1]
    return None


def _is_doer(arguments: Arguments, phrase: Phrase, case: str) -> bool:
    """Whether a phrase may be who acts, by its case; with 도, 만 and 에서 only where it names somebody."""
    if case == "also":
        particle = phrase.particle.rstrip("는")
        if phrase.case not in ("bare", "adverbial") or particle not in ("도", "만", "에서", "측에서"):
            return False
        if particle.endswith("에서") and not _SITS.search(phrase.span.of(arguments.text)):
            return False
        return bool(actors_of(arguments.analysis, phrase.span))
    return phrase.case == case


def _between(several: list[Phrase], phrases: list[Phrase]) -> set[str]:
    """The cases of what stands between the first and the last of several subjects."""
    first, last = phrases.index(several[0]), phrases.index(several[-1])
    return {phrase.case for phrase in phrases[first:last]}


def _joins(phrase: Phrase, *, loosely: bool) -> bool:
    """Whether a phrase is listed with the one after it; `loosely`, as in a list of guests, without a comma too."""
    if loosely and phrase.case == "bare" and not phrase.particle:
        return True
    return phrase.case in ("conjunct", "including") or (phrase.case == "bare" and phrase.comma)


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
            return _led(arguments, clause, theme)
        order = [*range(clause.index + 1, len(tree.clauses)), *order]
    if arguments.kind == "request":  # "의장은 … 정부가 나설 것을 촉구했다"
        topics = (tree.phrases[i] for index in order if index < clause.index for i in tree.clauses[index].phrases)
        topic = next((phrase for phrase in topics if phrase.case == "topic"), None)
        if topic is not None:
            return [topic]
    for index in order:
        other = tree.clauses[index]
        phrases = [tree.phrases[i] for i in other.phrases]
        if other.kind not in ("main", "coordinate", "nominal") and index < clause.index:
            if not _carries_on(other, tree, text):
                continue
            attended = other.modifies is not None and text.startswith("가운데", tree.phrases[other.modifies].span.start)
            phrases = phrases if attended else [phrase for phrase in phrases if phrase.case == "topic"]
        if index < clause.index and other.ending.endswith(_QUOTES):
            # "학교는 학생이 …했다고 보고": the outer one acts
            phrases = [phrase for phrase in phrases if phrase.case == "topic"]
        if index > clause.index:
            phrases = [p for p in phrases if p.case == "topic" or p.span.end < clause.span.start]
        found = _among(arguments, phrases, theme, _OUTER)
        if found:
            free = theme.phrase is None or theme.subject
            # "노선은 2016년 착공해 … 완공됐다": the chain's subject is what comes into being.
            falls = free and arguments.frame == "become" and not arguments.acts(found[-1], arguments.kind)
            return [] if falls else found
    return None


def _carries_on(clause: Clause, tree: Syntax, text: str) -> bool:
    """Whether the subject of a clause before goes on to be that of the sentence.

    A topic of …한 것으로 집계됐다고 공시했다, those who met in "A와 B가 참석한 가운데 협약을 맺었다".
    """
    if clause.kind == "complement":
        return True
    if clause.kind != "adnominal" or clause.modifies is None:
        return False
    return text.startswith("가운데", tree.phrases[clause.modifies].span.start)


def _led(arguments: Arguments, clause: Clause, theme: Theme) -> list[Phrase] | None:
    """The subject of what leads to a relative clause ("군이 돈을 들여 지은 체험관"), or of a state (올려놓은 상태다).

    The topic of the sentence need not be the subject of its relative clauses.
    """
    tree = arguments.happening.tree
    before = tree.clauses[clause.index - 1] if clause.index else None
    if before is not None and before.kind == "coordinate" and before.ending in LINKS:
        phrases = [tree.phrases[index] for index in before.phrases if tree.phrases[index].case == "subject"]
        return _among(arguments, phrases, theme, ("subject",)) or []
    head = tree.phrases[clause.modifies] if clause.modifies is not None else None
    return None if head is not None and head.tokens[0].form == "상태" else []


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
        if arguments.frame == "hold" and occasion(phrase.span.of(arguments.text)) is not None:
            continue  # "주민위원회와 심의위원회를 열어": both are held
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

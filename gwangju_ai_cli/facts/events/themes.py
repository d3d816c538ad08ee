"""What a happening is about: what is made, chosen, opened, met, asked for; by the frame of its sense."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from gwangju_ai_cli.facts.events.arguments import WITH, Arguments
from gwangju_ai_cli.facts.events.lexicon import BUILDING, occasion, senses
from gwangju_ai_cli.facts.events.modality import AFTER
from gwangju_ai_cli.facts.events.names import actors_of
from gwangju_ai_cli.facts.events.words import choice, ending, role
from gwangju_ai_cli.korean.clauses import LINKS, Clause, Phrase
from gwangju_ai_cli.model import Span

_AMOUNT = regex.compile(r"[0-9억조만천]\s?(?:여\s?)?(?:원|명|대|곳|건|억)(?:씩)?$")
_MONEY = regex.compile(r"(?:[0-9억조만천]\s?원|[0-9억조]|달러)$")
_RANK = regex.compile(rf"[0-9]+\s?(?:위|표|표차|%)|{choice('manner')}")
_TO = ("에", "에도", "에만", "에는", "에서", "에서는", "에서도", "로", "으로")
_TAKES_PART_IN = ("에", "에는", "에도", "에만")
_AS = ("자격", "목적", "일정", "차원", "대표", "위해", "정도", "처음")
_INTO = ("에", "에도", "로", "으로")
_POST = ("에", "으로", "로", "에는", "로도", "로는")
_TAKES_INTO = BUILDING | {"agreement", "launch", "donation"}


@dataclass(frozen=True, slots=True)
class Theme:
    """What a happening is about: its stretch, the phrase, and whether that phrase is the clause's subject."""

    span: Span | None = None
    phrase: Phrase | None = None
    subject: bool = False


def theme_of(arguments: Arguments) -> Theme:
    """The theme, empty where the clause and its chain name none."""
    found = _of_noun(arguments) if arguments.happening.nominal else _of_verb(arguments)
    if found.span is not None or found.phrase is None:
        return found
    span = arguments.trimmed(arguments.joined(found.phrase))
    return Theme(None if arguments.is_empty(span) else span, found.phrase, found.subject)


def _of_verb(arguments: Arguments) -> Theme:
    happening, frame = arguments.happening, arguments.frame
    head = _head(arguments)
    if head is not None and frame in ("become", "hold") and _fits_head(arguments):
        return Theme(arguments.trimmed(head.span), head, arguments.subject() is None)
    found = _object(arguments)
    subject = arguments.subject()
    also = next((p for p in arguments.phrases if p.case == "bare" and p.particle in ("도", "만")), None)
    if found is None and also is not None and not happening.passive:
        found, subject = also, None if subject is also else subject
    theme = _by_frame(arguments, found, subject)
    if theme.phrase is None and not happening.passive:
        theme = _of_gap(arguments, head, subject)
    if theme.phrase is None and (happening.passive or frame in ("become", "hold")):
        left = head or _of_chain(arguments)
        return Theme(phrase=left, subject=left is not None)
    return theme


_GAPPED = frozenset(("", "choose", "ask", "hold"))


def _of_gap(arguments: Arguments, head: Phrase | None, subject: Phrase | None) -> Theme:
    """What stands elsewhere as the object: what a relative clause describes, the topic, a bare noun before the verb.

    "시가 낸 예산안", "신청은 누리집에서 받는다", "국비 137억 챙겼다".
    """
    if arguments.happening.idiom is not None:
        return Theme()
    if arguments.frame == "become" and subject is None and head is None:
        return _beside(arguments)
    if arguments.frame not in _GAPPED:
        return Theme()
    if head is not None and (subject is not None or not actors_of(arguments.analysis, head.span)):
        return Theme(phrase=head)
    last = arguments.phrases[-1] if arguments.phrases else None
    if last is not None and last.case == "bare" and not last.comma and _AMOUNT.search(last.span.of(arguments.text)):
        return Theme(phrase=last)
    clause = arguments.happening.clause
    after = clause is not None and clause.kind == "adnominal" and head is None
    topic = arguments.first("topic") or (_of_chain(arguments, after) if subject is None or after else None)
    if topic is not None and not arguments.acts(topic, arguments.kind):
        return Theme(phrase=topic, subject=topic is subject)
    return _beside(arguments)


def _beside(arguments: Arguments) -> Theme:
    """A bare noun right before the verb: "국비 137억 챙겼다", "연구센터 선다"."""
    last = arguments.phrases[-1] if arguments.phrases else None
    if last is None or last.case != "bare" or last.comma or last.particle:
        return Theme()
    return Theme() if last.span.of(arguments.text) in role("manner_noun") else Theme(phrase=last)


def _object(arguments: Arguments) -> Phrase | None:
    """The object; of a verb in 되 the subject: "새 옷을 입은 인형이 공개됐다"."""
    happening = arguments.happening
    swaps = happening.passive and arguments.frame not in ("office", "choose", "join")
    if swaps and happening.clause is not None and happening.clause.lemma.endswith("되"):
        also = next((p for p in arguments.phrases if p.case == "bare" and p.particle in ("도", "만")), None)
        found = arguments.first("subject") or also
        if found is not None:
            return found
    return arguments.object() if happening.idiom is None or happening.idiom.case != "object" else None


def _by_frame(arguments: Arguments, found: Phrase | None, subject: Phrase | None) -> Theme:
    frame = arguments.frame
    if frame == "join":
        into = (
            phrase
            for phrase in reversed(arguments.phrases)
            if phrase.particle in _TAKES_PART_IN
            and phrase.case == "adverbial"
            and phrase.words[-1].of(arguments.text) not in role("aside")
        )
        return Theme(phrase=next((phrase for phrase in into if not _has_what_follows(arguments, phrase)), None))
    if frame == "pass" and found is not None and subject is not None and not arguments.acts(subject):
        return Theme(phrase=subject, subject=True)  # "안건이 본회의를 통과했다"
    if found is not None:
        return Theme(phrase=found, subject=found.case in ("subject", "topic"))
    topic = _as_topic(arguments)
    if frame in ("office", "choose"):
        return Theme(phrase=topic) if topic is not None else _role(arguments, subject)
    if frame == "meet":
        return Theme(phrase=arguments.last_with(*WITH))
    if frame == "go":
        to = (phrase for phrase in reversed(arguments.phrases) if phrase.particle in _TO)
        return Theme(phrase=next((p for p in to if not p.span.of(arguments.text).endswith(_AS)), None))
    return Theme(phrase=topic) if topic is not None else _without_object(arguments, subject)


def _has_what_follows(arguments: Arguments, phrase: Phrase) -> bool:
    """Whether a phrase belongs to a relative clause that left it: "군에 집이 있는 선수도 참석했다"."""
    following = arguments.happening.tree.phrases[phrase.index + 1 : phrase.index + 2]
    return any(
        clause.kind == "adnominal" and clause.lemma in ("있", "없", "많") and other.index in clause.phrases
        for other in following
        for clause in arguments.happening.tree.clauses
    )


def _fits_head(arguments: Arguments) -> bool:
    """Whether the noun that a relative clause describes is its theme, whatever else stands in the clause.

    "시장이 3일 열린 총회에서 …": 시장 is no occasion.
    """
    subject = arguments.subject()
    if subject is None or arguments.acts(subject, arguments.kind):
        return True
    return arguments.frame == "hold" and not occasion(subject.span.of(arguments.text))


def _head(arguments: Arguments) -> Phrase | None:
    """The noun that a relative clause describes: "폐교된 다랑초", "문을 연 센터"."""
    clause = arguments.happening.clause
    if clause is None or clause.kind != "adnominal" or clause.modifies is None or arguments.object() is not None:
        return None
    head = arguments.happening.tree.phrases[clause.modifies]
    if clause.ending.endswith(("라는", "다는")):
        return None  # "내년에 출시된다는 소문"
    return None if AFTER.match(arguments.text, head.span.start) or head.tokens[0].form == "지" else head


def _of_chain(arguments: Arguments, after: bool = False) -> Phrase | None:
    """The subject of the chain before, where it comes into being: "병동은 … 착공돼 17개월 만에 완공됐다"."""
    clause, tree = arguments.happening.clause, arguments.happening.tree
    if clause is None or (arguments.subject() is not None and not after):
        return None
    if clause.kind == "adnominal":  # "새 청사는 2020년 첫 삽을 뜬 지 4년 만에 …"
        later = (tree.phrases[index] for other in tree.clauses[clause.index + 1 :] for index in other.phrases)
        topic = next((p for p in later if p.case == "topic" and p.span.end <= clause.span.start), None)
        return None if topic is None or arguments.acts(topic, arguments.kind) else topic
    for before in reversed(tree.clauses[: clause.index]):
        if before.kind not in ("main", "coordinate", "nominal"):
            continue
        phrases = [tree.phrases[index] for index in before.phrases]
        # The topic before the subject: "조례안은 의원 다섯이 냈으며 … 통과됐다".
        found = [phrase for case in ("topic", "subject") for phrase in phrases if phrase.case == case]
        if found:
            return next((phrase for phrase in found if not arguments.acts(phrase, arguments.kind)), None)
    return None


def _as_topic(arguments: Arguments) -> Phrase | None:
    """What stands first as the topic while another acts: "새 총장은 대통령이 임명한다"."""
    if arguments.happening.passive or arguments.frame in ("become", "hold", "join", "pass", "meet", "go"):
        return None
    subject, topic = arguments.first("subject"), arguments.first("topic")
    if subject is None or topic is None or topic.index > subject.index:
        return None
    return topic if arguments.acts(subject) and not actors_of(arguments.analysis, topic.span) else None


def _without_object(arguments: Arguments, subject: Phrase | None) -> Theme:
    """The subject of a passive or of 개막하다; what 착수하다 has with 에; the object of the chain before."""
    passive = arguments.happening.passive
    falls = passive or arguments.frame in ("become", "hold", "pass")
    if falls and subject is not None and (passive or not arguments.acts(subject, arguments.kind)):
        return Theme(phrase=subject, subject=True)
    into = arguments.last_with(*_INTO)
    gap = _head(arguments) if arguments.subject() is not None else None
    if gap is not None and arguments.frame == "":
        return Theme(phrase=gap)
    if arguments.frame == "" and into is not None and arguments.kind in _TAKES_INTO:
        return Theme(phrase=into)
    return Theme(phrase=_shared(arguments) if subject is None or not falls else None)


def _shared(arguments: Arguments) -> Phrase | None:
    """The object of the clause before that this one goes on with: "건의문을 채택해 정부에 전달했다"."""
    clause, tree = arguments.happening.clause, arguments.happening.tree
    if clause is None or clause.index == 0 or arguments.happening.passive:
        return None
    before = tree.clauses[clause.index - 1]
    ties = LINKS if arguments.frame == "become" else (*LINKS, "고")  # "응급실을 옮기고 문을 열었다": two things
    if before.kind != "coordinate" or before.ending not in ties or before.past:
        return None
    if before.stem not in senses() and before.stem not in role("making"):
        return None  # "허리를 다쳐 합의했다": no object of the agreement
    objects = [tree.phrases[index] for index in before.phrases if tree.phrases[index].case == "object"]
    if not objects or _spends(arguments, before, objects[-1]):
        return None
    return objects[-1]


def _spends(arguments: Arguments, before: Clause, thing: Phrase) -> bool:
    """Whether the clause before deals with money that the next one leaves: "2억원을 깎고 예결위에 넘겼다"."""
    if arguments.kind in ("budgeting", "funding", "donation", "investment") and arguments.frame != "become":
        return False
    return _MONEY.search(thing.span.of(arguments.text)) is not None


def _role(arguments: Arguments, subject: Phrase | None) -> Theme:
    """The office taken or the part given (총장에 취임했다, 시범도시로 선정됐다), else what is chosen."""
    body = subject is not None and (actors_of(arguments.analysis, subject.span) or arguments.is_body(subject))
    if subject is not None and arguments.frame == "choose" and not body:
        return Theme(phrase=subject, subject=True)
    posts = (phrase for phrase in reversed(arguments.phrases) if phrase.particle in _POST)
    return Theme(phrase=next((post for post in posts if _is_post(arguments, post)), None))


def _is_post(arguments: Arguments, phrase: Phrase) -> bool:
    words = phrase.span.of(arguments.text)
    if _RANK.search(words) or arguments.kind == "resignation":
        return False
    return arguments.frame == "choose" or bool(ending("office").search(words))


def _describes_head(arguments: Arguments) -> bool:
    """Whether a noun's clause is of what it describes: "개봉을 앞둔 영화", not "철거를 결정한 회의"."""
    clause = arguments.happening.clause
    return arguments.happening.how == "noun" or (clause is not None and clause.lemma == "앞두")


def _of_noun(arguments: Arguments) -> Theme:
    """The theme of a nominal predicate: in its own phrase, else its object or subject, else what a comma leaves."""
    if arguments.frame == "meet":
        return Theme()  # 남북 실무회담을 하고: those who meet, not what is met
    rest, approver = arguments.rest(), arguments.approver()
    if rest is not None and approver is not None:
        rest = arguments.trimmed(Span(rest.start, approver.start)) if approver.start > rest.start else None
    if rest is not None:
        if arguments.kind == "appointment" and actors_of(arguments.analysis, rest):
            return Theme(phrase=arguments.last_with("에", "로", "으로"))  # "총장에 서이안 교수 취임"
        return Theme(rest)
    found = arguments.object() or (_head(arguments) if _describes_head(arguments) else None)
    if found is None and arguments.frame in ("join", "office"):
        found = arguments.last_with(*(("에", "로", "으로") if arguments.frame == "office" else ("에",)))
    if found is not None:
        return Theme(phrase=found)
    subject = arguments.subject()
    if subject is not None and not arguments.acts(subject, arguments.kind):
        return Theme(phrase=subject, subject=True)
    left = [phrase for phrase in arguments.phrases if phrase.case == "bare" and phrase.comma]
    return Theme(phrase=left[-1] if len(left) > 1 and arguments.happening.clause is not None else None)

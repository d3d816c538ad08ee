"""Where a document names projects: noun phrases that end as the name of something built, done or run does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.heading import find_heading
from gwangju_ai_cli.model import OrgFact, Span
from gwangju_ai_cli.names.chunks import Word, words
from gwangju_ai_cli.projects import names, vocabulary
from gwangju_ai_cli.projects.names import Name
from gwangju_ai_cli.projects.places import Municipality, Places, find_places, founded_by

_PHASE = re.compile(r"(?:제\s?)?(\d{1,2})\s?단계")
_COUNTED = re.compile(r"[\d.,~]+(?!호선|지구|단지|단계|공구|차로|생활권|블록|부두|산단|공단|·)")
_GLUE = re.compile(r"[ ]?[·~][ ]?|[ -]|")
_OPEN, _CLOSE = "‘“\"'「『<〈《", "’”\"'」』>〉》"
_BRIDGE = re.compile(rf"[{_CLOSE}]\s?")
_STEP = re.compile(r"(?P<step>[가-힣·]+)비")
_ROUND = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)년도?\s?)?(?:(?P<last>지난해|작년|전년|올해|내년)\s?)?(?:당초예산\s?)?"
    r"(?:제?\s?(?P<number>\d)\s?(?:회|차)|(?P<first>첫))?\s?(?P<head>추가경정예산안?|추경예산안?|추경안?)(?![가-힣]*(?:비|율))"
)
_BODY_ENDS = ("공사", "공단", "재단", "협회", "위원회", "은행", "진흥원", "대학교", "조합", "연합회", "의회", "교육청")
_FIELD = re.compile(r"분야(?:별)?|부문(?:별)?")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names a project.

    `strong` says that the words show a project by themselves (…사업, quotation marks); `headline` that it stands in
    the head of the document. `phase` is the phase that stands in it or right behind it.
    """

    span: Span
    name: Name
    sentence: int
    paragraph: int
    strong: bool
    headline: bool
    place: Municipality | None
    phase: str | None = None
    round: str | None = None
    label: str | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What all readers of one document share."""

    analysis: Analysis
    places: Places
    blocked: tuple[Span, ...]
    dates: tuple[Span, ...]
    bodies: tuple[Span, ...]
    others: tuple[Span, ...]
    head_end: int
    year: int | None

    @property
    def text(self) -> str:
        """The text in view offsets."""
        return self.analysis.text


def look(analysis: Analysis) -> Scene:
    """The document's places, amounts, dates and organizations."""
    heading = find_heading(analysis.text)
    bodies = [
        span
        for fact in analysis.facts("org")
        if isinstance(fact, OrgFact) and fact.org_type in ("government", "finance", "party", "media", "committee")
        for span in fact.mentions
    ]
    return Scene(
        analysis,
        find_places(analysis),
        tuple(fact.span for fact in analysis.facts("money")),
        tuple(fact.span for fact in analysis.facts("date")),
        tuple(bodies),
        tuple(span for fact in analysis.facts("org") if isinstance(fact, OrgFact) for span in fact.mentions),
        max((line.end for line in heading.lines), default=0) if heading else 0,
        analysis.reference_date.year if analysis.reference_date else None,
    )


def find_mentions(scene: Scene) -> list[Mention]:
    """All mentions in order; where a round of a supplementary budget is named it is one, too."""
    out: list[Mention] = []
    for run in _runs(scene):
        mention = _mention(run, scene)
        if mention is not None:
            out.append(mention)
    out += _rounds(scene)
    out += _repeated(scene, out)
    return sorted(out, key=lambda mention: (mention.span.start, mention.span.end))


def _repeated(scene: Scene, known: list[Mention]) -> Iterator[Mention]:
    """What the headline calls the project by no word that things are called by, and the story says again: 놀이마루."""
    if any(mention.headline for mention in known):
        return
    phrase = next((words_ for run in _runs(scene) if (words_ := _phrase(run, scene))), None)
    if phrase is None:
        return
    stem = re.compile(r"\s?".join(map(re.escape, phrase.split())))
    name = names.parse(phrase, [(word, ()) for word in phrase.split()], scene.places.stems)
    said = [Span(*match.span()) for match in stem.finditer(scene.text)]
    spans = [span for span in said if not any(mention.span.overlaps(span) for mention in known)]
    told = any(span.start >= scene.head_end for span in spans)
    if name is None or not told or all(names.is_common(piece) for piece in name.pieces):
        return
    for span in spans:
        sentence = scene.analysis.sentence_at(span.start)
        headline = span.end <= scene.head_end
        phase = _phase_behind(scene.text, span.end)
        yield Mention(span, name, sentence.index, sentence.paragraph, False, headline, None, phase)


def _phrase(run: list[Word], scene: Scene) -> str | None:
    """The words of a run in the headline that may be a name of two words or more, or of four syllables."""
    if run[-1].span.end > scene.head_end:
        return None
    _, _, left = _strip(run, scene)
    kept, _ = _cut(left)
    kept = [word for word in kept if not _PHASE.fullmatch(word.text)]
    text = " ".join(word.text for word in kept)
    plain = kept and not any(_is_step(word.text) for word in kept) and not _covers(scene.others, kept[0].span)
    return text if plain and (len(kept) > 1 or len(text) > 3) and re.fullmatch(r"[가-힣A-Za-z0-9 ]+", text) else None


def _runs(scene: Scene) -> Iterator[list[Word]]:
    """Words in a row without a particle between them, cut at amounts, dates and the ends of sentences."""
    run: list[Word] = []
    inside: Word | None = None
    for word in scene.analysis.memo(words):
        if inside is not None:
            # 2호선(트램) 건설: the parenthesis is an aside in one name.
            aside, inside = inside, None
            if run and not aside.tail and word.left in (") ", ")") and vocabulary.is_head(word.text):
                run += [aside, word] if aside.text not in vocabulary.words("lead") else [word]
                continue
            yield run
            run = [aside]
        if _is_cut(word, scene):
            if run:
                yield run
            run = []
            continue
        if run and (_ends(run[-1], word) or not _joins(word, run[-1])):
            if word.left == "(" and not run[-1].tail and run[-1].sentence == word.sentence:
                inside = word
                continue
            yield run
            run = []
        run.append(word)
    if inside is not None:
        run.append(inside)
    if run:
        yield run


def _ends(before: Word, word: Word) -> bool:
    """Whether a run ends with the word before: at a particle, but for one that is written within a word (치유의숲)."""
    inside = before.particle == "의" and word.span.start == before.end
    return before.sentence != word.sentence or (bool(before.tail) and not inside)


def _joins(word: Word, before: Word) -> bool:
    if "·" in word.left and vocabulary.is_head(before.text) and not (_is_step(before.text) or _is_step(word.text)):
        return False  # 도서관·행복주택: two
    if _GLUE.fullmatch(word.left):
        return True
    return bool(_BRIDGE.fullmatch(word.left)) and vocabulary.is_head(word.text) and len(word.text) < 7


def _is_cut(word: Word, scene: Scene) -> bool:
    if word.text.endswith(_BODY_ENDS) and _covers(scene.others, word.span):
        return True
    return _covers(scene.blocked, word.span) or (_covers(scene.dates, word.span) and not _PHASE.fullmatch(word.text))


def _covers(spans: Iterable[Span], span: Span) -> bool:
    return any(other.overlaps(span) for other in spans)


def _mention(run: list[Word], scene: Scene) -> Mention | None:
    place, owner, left = _strip(run, scene)
    phase = next((found[1] for word in left if (found := _PHASE.search(word.text))), None)
    kept, label = _cut(left)
    kept = [word for word in kept if not _PHASE.fullmatch(word.text)]
    while kept and kept[-1].tail_tag in ("XSV", "XSA"):
        kept.pop()  # 도서관 건립한다: a verb
    while len(kept) > 1 and not label and not vocabulary.is_head(kept[-1].text):
        kept.pop()  # 돌봄사업 대상, 도서관 열람석
    if not kept or not (_names(kept) or label) or all(_is_step(word.text) for word in kept):
        return None
    kept = [*owner, *kept]
    text = scene.text
    begin = _whole_word(kept[0].span.start, scene)
    span = Span(begin, kept[-1].span.end)
    name = names.parse(_written(span, text), _parts(kept, begin, text), scene.places.stems)
    if name is None or name.core in vocabulary.words("bare"):
        return None
    if name.place is not None:
        place = scene.places.known.get(name.place) or founded_by(name) or place
    sentence = scene.analysis.sentence_at(span.start)
    quoted = span.start > 0 and text[span.start - 1] in _OPEN and text[span.end : span.end + 1] in tuple(_CLOSE)
    last = kept[-1].text
    named = bool(vocabulary.longest_end(last, "tail")) and last not in vocabulary.words("generic")
    doing = name.build or bool(name.change) or name.programme
    strong = (quoted and _names(kept)) or named or (doing and bool(vocabulary.longest_end(last, "tail")))
    return Mention(
        span,
        name,
        sentence.index,
        sentence.paragraph,
        strong,
        span.end <= scene.head_end,
        place,
        f"{phase}단계" if phase else _phase_behind(text, span.end),
        label=label,
        quoted=quoted,
    )


def _parts(kept: list[Word], begin: int, text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words of a name, each with its morphemes; what is written without a space is one."""
    out: list[tuple[str, tuple[str, ...]]] = []
    at = end = -1
    for word in kept:
        pieces = tuple(token.form for token in word.tokens if len(token.form) > 1)
        if out and (word.left == "~" or (word.left == "" and word.span.start == end)):
            out[-1] = text[at : word.span.end], (*out[-1][1], *pieces)
        else:
            at = word.span.start if out else begin
            out.append((text[at : word.span.end], pieces))
        end = word.end
    return out


def _is_step(text: str) -> bool:
    """Whether a word is a doing alone, of which nothing says what is done."""
    doings = ("build", "change", "programme", "tail", "event", "step")
    return text not in vocabulary.words("thing") and any(text in vocabulary.words(name) for name in doings)


def _whole_word(start: int, scene: Scene) -> int:
    """Where the word begins, with the municipality that Kiwi has cut from it (한서+의료원)."""
    for stem in scene.places.stems:
        if scene.text.endswith(stem, 0, start) and not scene.text[start - len(stem) - 1 : start - len(stem)].isalpha():
            return start - len(stem)
    return start


def _phase_behind(text: str, at: int) -> str | None:
    match = re.match(r"[’”'\"]?\s?(?:사업\s)?(?:제\s?)?(\d{1,2})\s?단계", text[at : at + 14])
    return f"{match[1]}단계" if match else None


def _strip(run: list[Word], scene: Scene) -> tuple[Municipality | None, list[Word], list[Word]]:
    """Whose the name is, the word that says so, and the run without that and without words such as 신규, 주요."""
    place: Municipality | None = None
    owner: list[Word] = []
    at = 0
    while at < len(run):
        word = run[at]
        found = next((p for p in scene.places.named if p.start == word.span.start and p.end == word.span.end), None)
        if found is not None:
            place, owner = found.municipality, [word]
        elif not (
            word.text in vocabulary.words("lead")
            or _covers(scene.bodies, word.span)
            or _FIELD.fullmatch(word.text)
            or word.text == "의"
            or (at + 1 < len(run) and word.text in vocabulary.words("event"))
        ):
            break
        at += 1
    return place, owner, run[at:]


def _cut(run: list[Word]) -> tuple[list[Word], str | None]:
    """The words up to what is said of the project (착공, 총사업비), and the component that its money is for."""
    label = None
    for index, word in enumerate(run):
        text = word.text
        step = _STEP.fullmatch(text)
        # 이전 신축 설계비, 건립 사업비
        if step and text not in vocabulary.words("cost") and len(text) > 2:
            label = _label(run, index)
            return run[:index], label
        if text in vocabulary.words("cost") or text in vocabulary.words("money"):
            return run[:index], label
        if (
            text == "및"
            and 0 < index < len(run) - 1
            and _is_doing(run[index - 1].text)
            and _is_doing(run[index + 1].text)
        ):
            continue  # 이전 및 현대화사업
        if index and (
            text in vocabulary.words("event")
            or text in ("등", "및", "첫", "중", "외", "관련", "전체", "총", "이번", "일대", "일원", "인근", "옆", "앞")
            or (_COUNTED.match(text) and not re.match(r"\d+(?:호선|지구|단지|단계|공구|차로)", text))
        ):
            return run[:index], label
    return run, label


def _is_doing(text: str) -> bool:
    return any(vocabulary.longest_end(text, name) for name in ("build", "change", "tail"))


def _label(run: list[Word], index: int) -> str:
    """What the component is called: 기본계획 용역비."""
    begin = index
    while begin > 0 and run[begin - 1].text in vocabulary.words("label"):
        begin -= 1
    return " ".join(word.text for word in run[begin : index + 1])


def _names(run: list[Word]) -> bool:
    last = run[-1].text
    if last.endswith(("분야", "부문")) or not vocabulary.is_head(last):
        return False
    return len(run) > 1 or last not in vocabulary.words("generic")


def _written(span: Span, text: str) -> str:
    """The name as it stands in the text, with one space for what parts its words."""
    written = span.of(text)
    written = re.sub(r"\s?(?:제\s?)?\d{1,2}\s?단계\s?", " ", written)
    written = re.sub(r"[‘’“”'\"「」『』<>〈〉《》]", "", written)
    return re.sub(r"\s+", " ", written).strip()


def _rounds(scene: Scene) -> Iterator[Mention]:
    """Supplementary budgets, told apart by year and number."""
    last: str | None = None
    for match in _ROUND.finditer(scene.text):
        year = int(match["year"]) if match["year"] else scene.year
        if year is not None and match["last"] in ("지난해", "작년", "전년"):
            year -= 1
        elif year is not None and match["last"] == "내년":
            year += 1
        number = "1" if match["first"] else match["number"]
        sentence = scene.analysis.sentence_at(match.end() - 1)
        if (
            number is None
            and last is not None
            and re.search(r"앞서|지난\s?\d+월", scene.text[sentence.span.start : match.start()])
        ):
            # 앞서 지난 4월에도 …추경을: the round before this one.
            number = str(int(last.split("-")[1] or 0) - 1) if last.split("-")[1] > "1" else None
        if number is None and last is not None and not match["year"] and not match["last"]:
            found = last
        else:
            found = f"{year or ''}-{number or ''}"
            last = last or found
        begin = match.start() + (len(match[0]) - len(match[0].lstrip()))
        span = Span(begin, match.end())
        name = Name(re.sub(r"\s+", " ", match[0].strip()), f"추가경정예산{found}", ("추가경정예산", found))
        yield Mention(
            span, name, sentence.index, sentence.paragraph, True, span.end <= scene.head_end, None, round=found
        )

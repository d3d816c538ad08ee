"""Names of projects: which words of a phrase belong, and how they are written down."""

from __future__ import annotations

import regex

from gwangju_ai_cli.facts.budgets import words
from gwangju_ai_cli.facts.budgets.frames import Desk, Found
from gwangju_ai_cli.korean.clauses import Clause, Phrase, Syntax
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.names.gazetteer import load_gazetteer

_QUOTED = regex.compile(
    r"[‘“'\"「『〈<《](?P<name>[^‘’“”'\"「」『』〈〉<>《》\n]{2,50})[’”'\"」』〉>》](?P<head>(?:\s?[가-힣A-Za-z0-9·]+){0,3})"
)
_COUNTED = regex.compile(r"\d\s?(?:개|곳|명|개소|가구|개사|개교|농가)(?![가-힣]*(?:년|월))")
_OWNERS = frozenset({"government", "local_government", "company", "finance"})
_BARE_OWNERS = frozenset({"교육청", "시교육청", "도교육청", "시청", "도청", "군청", "구청"})
_CLASSES = ("named", "purpose", "facility")
_PLACE = regex.compile(r"(?:시|도|군|구|동|읍|면|리|주|현|성|섬|지역|지방|일대|전역|국가)$")
# "국비 확보에 실패한 120억원": getting the money is no project.
_MEANS = regex.compile(
    r"(?:국비|도비|시비|예산|사업비|재원|자금|국고|투자|투자금)\s?(?:확보|편성|반영|마련|유치|조달|확충|지원)|"
    r"(?:자체|자기|여유|민간)\s?(?:자금|재원|예산)"
)
# "설계 및 보상에 87억원": a step of any project names none.
_STEP = (
    r"(?:(?:기본|실시|현상|토지|용지|부지|지장물|잔여|토목|건축|영업|본)\s?)?"
    r"(?:설계|보상|공사|감리|용역|매입|사업|타당성\s?(?:조사|용역)|기본계획)"
)
_STEPS = regex.compile(rf"{_STEP}(?:\s?(?:및|·|,|와|과)\s?{_STEP})*(?:\s?등)?")
_QUOTES = regex.compile(r"[‘’“”'\"「」『』〈〉《》<>]")
_PLANS = regex.compile(r"(?:투입|투자|지원|집행|편성|확보|소요|조달|예산)\s(?:계획|방안|방침|규모|예정)")
_FEW = regex.compile(
    r"(?:두|세|네|여러|각|양)\s(?:병원|기관|사업|회사|업체|기업|대학|학교|단지|시설|도시|지자체|시군|군|시|도|구)$"
)
_COUNTER = regex.compile(r"\d[\d,]*여?(?:종|대|개|곳|동|채|기|척|개소|호|면)")
_COUNT_ONLY = regex.compile(
    r"(?:총\s)?\d[\d,]*\s?(?:건|개|곳|명|개소|팀|개\s?(?:사업|과제))(?:\s?(?:내외|이상|가량))?\s?/?|"
    r".*/\s?(?:총\s?사업|총사업비)|사업\s?규모"
)
_NATIVE = regex.compile(r"(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|여러|몇)\s(?:곳|개|개소|채|동|대|척|기|군데)")
_LISTED = regex.compile(r"[^\s,]{1,12} 등 (?=\S{2})")
_SPACE = regex.compile(r"\s+")


def clean(span: Span, desk: Desk) -> Found[str] | None:
    """The name in `span`, without pointers, sizes, dates, amounts and quotation marks; None where nothing names.

    A quoted name keeps the nouns that follow it: ‘AI산업융합집적단지’ 조성사업.
    """
    text = desk.text
    span = _from_word_start(span, text)
    quoted = quoted_name(span, desk)
    if quoted:
        return quoted
    pieces = [Span(*match.span()) for match in regex.finditer(r"\S+", text, pos=span.start, endpos=span.end)]
    while pieces and _drops(pieces[0], desk):
        pieces.pop(0)
    while (
        len(pieces) > 1
        and regex.match(r"\d[\d,.]*[가-힣㎞㎡m%k]*$", pieces[-1].of(text))
        and not words.project_class(pieces[-1].of(text))
    ):
        pieces.pop()
    while (
        len(pieces) > 1
        and pieces[-1].of(text) in words.role("paper")
        and words.project_class(pieces[-2].of(text)) == "named"
    ):
        pieces.pop()
    while len(pieces) > 2 and _NATIVE.fullmatch(text, pieces[-2].start, pieces[-1].end):
        del pieces[-2:]  # "어린이집 두 곳"
    while pieces and (pieces[-1].of(text) in ("등", "등의", "등에", "중", "및", "관련") or desk.is_money(pieces[-1])):
        pieces.pop()
    if not pieces:
        return None
    # "인공지능, 바이오, 양자 등 3대 분야": the last of the list is none of the name.
    follows = text[max(0, span.start - 2) : span.start] == ", "
    listed = _LISTED.match(text, pieces[0].start, pieces[-1].end) if follows else None
    whole = Span(listed.end() if listed else pieces[0].start, pieces[-1].end)
    name = write(whole.of(text))
    return Found(name, whole) if len(name) > 1 else None


def _from_word_start(span: Span, text: str) -> Span:
    """`span` from the start of its word, where the morphemes cut one apart (늘+봄학교)."""
    start = span.start
    while start > 0 and "가" <= text[start - 1] <= "힣" and "가" <= text[start] <= "힣":
        start -= 1
    return Span(start, span.end)


def write(raw: str) -> str:
    """A name without quotation marks and needless space."""
    name = _SPACE.sub(" ", _QUOTES.sub("", raw)).strip(" ,·:-[]○▲■▷※•")
    if "(" in name and ")" not in name:
        name = name[: name.index("(")].rstrip()  # cut inside its parentheses: 공적개발원조(ODA
    return name if name and name.count("(") == name.count(")") and name[0] != "(" else name.strip(" ()")


def _drops(span: Span, desk: Desk) -> bool:
    word = span.of(desk.text).strip(",'\"‘’“”")
    return (
        not word
        or word in words.role("modifier")
        or desk.is_money(span)
        or desk.is_date(span)
        or not any(c.isalnum() for c in word)
    )


def quoted_name(span: Span, desk: Desk) -> Found[str] | None:
    """The last quoted name in `span` with the nouns after it."""
    begin, end = max(0, span.start - 1), min(len(desk.text), span.end + 1)  # the marks themselves
    found = [
        m for m in _QUOTED.finditer(desk.text, begin, end) if m.start("name") >= begin and m.end("name") <= span.end + 1
    ]
    for match in reversed(found):
        name, head = match.group("name"), match.group("head")
        if len(name) < 2 or desk.is_money(Span(*match.span("name"))):
            continue
        stop = min(match.end("head"), span.end)
        rest = desk.text[match.end("head") - len(head) : stop].rstrip() if head else ""
        kept = rest
        while kept and not words.project_class(kept.split()[-1]):
            kept = kept.rstrip()[: -len(kept.split()[-1])].rstrip()
        full = write(name + (" " if kept.startswith(" ") else "") + kept.strip()) if kept else write(name)
        where = Span(match.start("name"), match.end("head") - len(head) + len(kept) if kept else match.end("name"))
        return Found(full, where)
    return None


def is_anaphor(name: str) -> bool:
    """Whether a name only points back: 이 사업, 단지, 두 병원."""
    return (
        bool(_FEW.match(name))
        or any(name in words.role(part) for part in ("anaphor", "paper"))
        or name in words.role("short")
        or bool(_MEANS.fullmatch(name))
        or bool(_STEPS.fullmatch(name))
        or bool(_PLANS.fullmatch(name))
        or bool(_COUNT_ONLY.fullmatch(name))
        or bool(regex.fullmatch(r"(?:제?\d+)(?:단계|차|지구|공구)(?: (?:사업|공사|구간|설계|단지))?", name))
    )


def is_goal(phrase: Phrase, desk: Desk) -> bool:
    """Whether the goal of a verb can be what money goes to, not a book, a body, a person or a time."""
    named = [word for word in _uncounted(phrase, desk) if not word.of(desk.text)[0].isdigit()] or list(phrase.words)
    last = named[-1].of(desk.text)  # "이순신공원 일대 12만㎡에"
    if words.ends_in(last, "no_project") and not words.project_class(last):
        return False
    if phrase.tokens[-1].tag == "NP":
        return False  # "어디에 쓰나", "여기에": asked for or pointed at
    # "그리스에", "광주에": a place or a body, unless its name ends as a facility's does.
    if phrase.tokens[-1].tag == "NNP" and not phrase.quoted and not words.project_class(last):
        return False
    if (
        _PLACE.search(last)
        and not words.project_class(last)
        and any(token.tag == "NNP" and token.span.overlaps(phrase.words[-1]) for token in phrase.tokens)
    ):
        return False
    counted = _COUNTED.search(desk.text, phrase.span.start, phrase.span.end)
    # "5년간 172개 학교에" counts who gets it, "GTX 3개 노선에" names it.
    opens = counted is not None and all(desk.is_date(word) for word in phrase.words if word.end <= counted.start())
    ends = counted is not None and phrase.words[-1].start <= counted.start()  # "경로당 40곳에"
    if counted and words.project_class(last) not in (("named", "purpose") if opens or ends else _CLASSES):
        return False
    if desk.is_date(phrase.words[-1]) or desk.is_money(phrase.span):
        return False
    mentions = desk.orgs_in(phrase.span)
    return not any(span.end >= phrase.words[-1].end and not words.project_class(last) for span, _ in mentions)


def _uncounted(phrase: Phrase, desk: Desk) -> tuple[Span, ...]:
    """The words of a phrase without a count in native numerals that ends it: 어린이집 두 곳."""
    found = phrase.words
    if len(found) > 1 and _COUNTER.fullmatch(found[-1].of(desk.text)):
        return found[:-1]  # "시험·인증 장비 31종"
    counted = len(found) > 2 and _NATIVE.fullmatch(desk.text, found[-2].start, found[-1].end)
    return found[:-2] if counted else found


def last_noun(phrase: Phrase, desk: Desk) -> str:
    """The last word of a phrase that counts nothing: 장비 of 시험·인증 장비 31종."""
    return (_uncounted(phrase, desk) or phrase.words)[-1].of(desk.text)


def of_phrase(phrase: Phrase, syntax: Syntax, desk: Desk) -> Found[str] | None:
    """The name that a phrase stands for, with what 및, 와 or 과 joins to it on the left."""
    start = phrase.span.start
    index = phrase.index
    while index > 0:
        before = syntax.phrases[index - 1]
        joined = before.case == "conjunct" and not desk.is_money(before.span) and not desk.is_date(before.span)
        if not joined or any(where.end >= before.span.end for where, _ in desk.orgs_in(before.span)):
            break
        start, index = before.span.start, index - 1
    return clean(without_owner(Span(start, phrase.span.end), desk), desk)


def without_owner(span: Span, desk: Desk) -> Span:
    """`span` without an organization that opens it as the owner (광주시 도서관 → 도서관), where more follows."""
    space = desk.text.find(" ", span.start, span.end)
    if space < 0:
        return span
    for where, org in desk.orgs_in(Span(span.start, span.end)):
        opens = where.start == span.start and where.end + 1 < span.end and desk.text[where.end] == " "
        if opens and org.org_type in _OWNERS:
            # "전구체 공장": what makes the thing's name may look like a firm; alone, 공장 would name nothing.
            bare = desk.text[where.end + 1 : span.end] in words.role("anaphor")
            return span if bare and org.org_type == "company" else Span(where.end + 1, span.end)
    if desk.text[span.start : space] in _BARE_OWNERS:
        return Span(space + 1, span.end)
    entry = load_gazetteer().entries.get(desk.text[span.start : space])
    if entry and entry.org_type in ("government", "local_government"):
        return Span(space + 1, span.end)
    return span


def of_doing(thing: Phrase, clause: Clause, syntax: Syntax, desk: Desk) -> Found[str] | None:
    """What a clause does, as a noun: 도서관을 건립하다 → 도서관 건립; a quoted thing keeps its name alone."""
    if (
        not (is_goal(thing, desk) or _may_be_done(thing, clause, desk))
        or words.noun_class(thing.words[-1].of(desk.text)) == "budget"
    ):
        return None
    found = of_phrase(thing, syntax, desk)
    if found is None or (len(found.value) <= 2 and words.project_class(found.value) == "purpose"):
        return None  # "지원을 신청하고"
    noun = _whole_stem(clause, desk)
    does = clause.lemma.endswith(("하", "되")) or clause.kind == "nominal"
    if thing.quoted or not does or len(noun) < 2 or words.project_class(noun) is None:
        built = found.value == "공장" and clause.stem in words.role("building")
        return found if built or not is_anaphor(found.value) else None
    made = words.project_class(found.value) == "facility" and found.value not in ("센터", "시설", "단지", "인프라")
    if (is_anaphor(found.value) and not made) or found.value.endswith(noun):
        return found if not is_anaphor(found.value) else None
    end = clause.predicate.start + len(clause.stem)
    return Found(f"{found.value} {noun}", Span(found.span.start, end))


_PREFIX = regex.compile(r"(?<![가-힣])[재신증개]$")


def _whole_stem(clause: Clause, desk: Desk) -> str:
    """A verb's noun with the prefix that the morphemes part from it: 재+정비, 신+설."""
    prefix = _PREFIX.search(desk.text, max(0, clause.predicate.start - 3), clause.predicate.start)
    return (prefix.group() if prefix else "") + clause.stem


def _may_be_done(thing: Phrase, clause: Clause, desk: Desk) -> bool:
    """Whether a doing names a purpose although its thing alone would not: 유학생 유치, 보건소 18곳을 짓다."""
    nouns = [word for word in _uncounted(thing, desk) if not word.of(desk.text)[0].isdigit()]
    if not nouns or desk.is_money(thing.span) or desk.is_date(nouns[-1]) or is_agent(thing, desk):
        return False
    if any(token.tag == "NNP" and token.span.overlaps(nouns[-1]) for token in thing.tokens):
        return False
    kind = words.project_class(nouns[-1].of(desk.text))
    makes = kind == "facility" and clause.stem in words.role("building")
    return makes or (clause.lemma.endswith("하") and words.project_class(clause.stem) == "purpose")


def is_agent(phrase: Phrase, desk: Desk) -> bool:
    """Whether a phrase names a person or a body, not a thing."""
    last = phrase.words[-1]
    return any(span.end >= last.end for span, _ in desk.orgs_in(phrase.span)) or last.of(desk.text).endswith("시장")

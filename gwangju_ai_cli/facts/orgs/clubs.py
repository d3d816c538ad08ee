"""Short forms of clubs: `울산` of 울산 현대, `광주` of 광주FC, `삼성` of 삼성 라이온즈, where a match is told of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from gwangju_ai_cli.facts.orgs.reader import Candidate, Reader
from gwangju_ai_cli.names import gazetteer as gazetteers
from gwangju_ai_cli.names.chunks import Word

_NO_CLUB = regex.compile(
    r"리그|협회|연맹|연합|위원회|대회|대표팀|올림픽|조직위|체육회|게임|컵$|챔피언십|선수권|시리즈|투어|구단$"
    r"|^(?:FC|AC|SC|알|팀|레알|인터|스포르팅|보루시아|디나모)$"
)
_STEM = regex.compile(r"(?P<stem>[가-힣A-Za-z]{2,8}?)(?:FC|SC|FK|유나이티드|시티|시청|프로축구단)$")
_PREFIXED = regex.compile(r"(?:FC|AC|SC)\s?(?P<stem>[가-힣]{2,6})")
_PLAYING = frozenset(("은", "는", "이", "가", "와", "과", "와의", "과의", "도", "전"))
MET = regex.compile(  # how a team is spoken of that another has met
    r"[을를]\s(?:\S+\s){0,4}?(?:꺾|이기|이긴|이겼|눌렀|누르|제압|완파|격파|물리|만나|만난|상대|불러|맞|대파|잡고|잡았|제치|제쳤|따돌)"
    r"|에게?\s(?:\S+\s){0,3}?(?:\d+[-대:]|졌|지고|패|무릎|역전|승리|덜미|발목)"
)


@cache
def _known() -> dict[str, str]:
    """Short forms of the gazetteer's clubs with the club they stand for, "" where there are several."""
    out: dict[str, str] = {}
    for surface, entry in gazetteers.load_gazetteer().entries.items():
        if entry.org_type != "sports":
            continue
        short = short_form(surface)
        itself = gazetteers.load_gazetteer().entries.get(short)
        if short and (itself is None or itself.org_type != "sports"):  # 수원FC of 수원FC 위민 is a club itself
            out[short] = entry.name if out.get(short, entry.name) == entry.name else ""
    return out


def short_form(name: str) -> str:
    """A club's name without what follows the city or the owner, or "".

    >>> short_form("울산 현대"), short_form("광주FC"), short_form("대한축구협회")
    ('울산', '광주', '')
    """
    first, _, rest = name.partition(" ")
    prefixed = _PREFIXED.fullmatch(name)
    if prefixed is not None:
        return prefixed["stem"]  # FC서울
    if not rest:
        match = _STEM.match(name)
        first = match["stem"] if match is not None else ""
    return "" if len(first) < 2 or _NO_CLUB.search(name) or _NO_CLUB.search(first) else first


def named_clubs(reader: Reader) -> dict[str, str]:
    """The clubs that the document names in full, by their short forms."""
    out: dict[str, str] = {}
    for word in reader.words:
        for end, entry in reader.gazetteer.starting_at(reader.text, word.span.start):
            if entry.org_type == "sports":
                surface = reader.text[word.span.start : end]
                short = short_form(surface)
                if short and short != surface:
                    out.setdefault(short, entry.name)
                break
        if word.text.endswith("FC") and len(word.text) > 3:
            out.setdefault(word.text[:-2], word.text)
    return out


def club(reader: Reader, index: int, word: Word, named: dict[str, str]) -> Iterator[Candidate]:
    """The club that the word stands for in a text or a sentence of a match.

    A city needs more than an owner's name: its full name in the document, a role in the match, a coach or player.
    """
    text = word.text
    if text[-1:] == "전" and text[:-1] in named:
        text = text[:-1]
    known = _known() if reader.gazetteer.entries else {}
    if text not in named and text not in known:
        return
    match = reader.sports(word.sentence)
    if not match and not (reader.of_matches and (text in named or text not in reader.regions)):
        return
    if reader.person(index) is not None:
        return
    end = word.span.start + len(text)
    plays = end < word.span.end or word.particle in _PLAYING or MET.match(reader.text, word.span.end) is not None
    led = False
    if reader.joins(index + 1):
        person = reader.person(index + 1)
        lexicon = reader.lexicon
        if person is not None:
            title = person.title.of(reader.text) if person.title is not None else ""
            led = lexicon.next_type.get(title) == "sports" or (not title and text in named)
        else:
            led = lexicon.next_type.get(reader.words[index + 1].text) == "sports"
    if not plays and not led:
        return
    if text in named:
        weight = 21
    elif text in reader.regions:
        weight = 4 if led else 2
    else:
        weight = 21  # 삼성, LG: in a match their club is meant, not the company
    found = reader.candidate(index, index, end, "sports", "org.club", weight)
    found.name = named.get(text) or known.get(text) or text
    yield found

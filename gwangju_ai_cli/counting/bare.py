"""Large numbers without a counter that are a quantity: 5억 인구, 조회수 1200만, 관객 100만을 돌파."""
from __future__ import annotations

import re
from collections.abc import Iterator

from gwangju_ai_cli import numerals
from gwangju_ai_cli.counting.quantities import Quantity
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.numerals import Malformed

_LEFT = r"(?<![0-9A-Za-z])(?<![0-9][.,])"
_NUMBER = re.compile(rf"{_LEFT}(?P<num>{numerals.DIGIT_LED})(?P<yeo>[ ]?여)?(?=[^0-9A-Za-z%㎡㎞㎏]|$)")
_PARTICLE = re.compile(
    r"[ ]?(?:이상|이하|미만|가까이|가량|정도|안팎)?(?:을|를|이|의|에|도|은|가|만|으로|로)?(?=[ ]|$|[,.)])[ ]?"
    r"(?:넘|돌파|달하|달한|육박|기록|이르|이른|목전|눈앞|가까|달성|웃도|웃돌|[가-힣])?"
)
_BEFORE = re.compile(
    r"(?:조회[ ]?수|조회|관객[ ]?수|관객|관람객|관중|회원[ ]?수|회원|가입자[ ]?수|가입자|구독자[ ]?수|구독자|팔로워[ ]?수|팔로워|인구|이용자[ ]?수|"
    r"이용자|방문자[ ]?수|방문자|방문객|관광객|다운로드|재생[ ]?수|유권자|투표자|동원|판매량|발행[ ]?부수|댓글|누적[ ]?관객|시청자|청취자|군중|인파|하객|"
    r"서명[ ]?인원|서명|병력|난민)(?:[ ]?수)?(?:은|는|이|가|만|도|을|를)?[ ](?:(?:총|약|무려|누적|월|하루|현재|모두|최대)[ ]){0,2}$"
)
_AFTER = re.compile(
    r"(?:여|에 달하는|이 넘는|을 넘는|을 돌파한|을 넘긴|에 가까운|에 육박하는|의)?[ ]?(?:현지 |전국 |전 |한국 |우리 |도시 |해외 |국내 )?"
    r"(?P<noun>인구|관객|관중|조회수|조회|팔로워|구독자|회원|가입자|이용자|시민|국민|군중|대군|네티즌|유권자|근로자|학생|신도|교인|교민|동포|병력|"
    r"당원|도민|시민|구민|군민|주민|농민|장병|팬|독자|시청자|관광객|방문객|난민|조합원|청중|인파|촛불|대중|사용자|고객|소비자|실업자|공무원|"
    r"자영업자|소상공인|여성|청년|장애인|가구|관람객|다운로드|명소|뷰)"
)


def bare_quantities(text: str) -> Iterator[Quantity]:
    """Numbers in 만 or 억 beside a word for those whom they count; the caller drops what money has claimed.

    >>> text = "5억 인구의 시장"
    >>> [(text[q.span.start:q.span.end], q.low, q.counted) for q in bare_quantities(text)]
    [('5억', Decimal('500000000'), Span(start=3, end=5))]
    """
    for match in _NUMBER.finditer(text):
        surface = match["num"]
        if surface[-1] not in "만억천" or not set(surface) & set("만억"):
            continue
        start, end = match.span()
        after = _AFTER.match(text, end)
        before = _BEFORE.search(text, max(0, start - 24), start)
        if after is None and (before is None or not _PARTICLE.match(text, end)):
            continue
        number = numerals.parse(surface + (match["yeo"] or ""), start)
        if isinstance(number, Malformed):
            continue
        noun = Span(*after.span("noun")) if after else None
        yield Quantity(
            Span(start, end), "quantity.bare", number.low, number.high, None, number.unit, number.approx, noun,
            number_end=end,
        )

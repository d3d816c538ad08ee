"""How values are written for Korean readers: `4,061억원`, `1조 5,000억원`, `50억원 이상`.

For tables and messages only; programs read the plain numbers of the JSON.
"""

from __future__ import annotations

from decimal import Decimal

_MYRIADS = ("", "만", "억", "조", "경", "해")
_CURRENCIES = {
    "KRW": "원",
    "USD": "달러",
    "EUR": "유로",
    "JPY": "엔",
    "CNY": "위안",
    "GBP": "파운드",
    "RUB": "루블",
    "INR": "루피",
    "VND": "동",
    "THB": "바트",
    "PHP": "페소",
    "CHF": "프랑",
    "AUD": "호주달러",
    "CAD": "캐나다달러",
    "HKD": "홍콩달러",
    "TWD": "대만달러",
    "SGD": "싱가포르달러",
    "IDR": "루피아",
    "MYR": "링깃",
    "BRL": "헤알",
}
_BEFORE = {"approx": "약 {}", "start": "{} 초", "mid": "{} 중순", "end": "{} 말"}
_AFTER = {"equal_or_more": "{} 이상", "more_than": "{} 초과", "equal_or_less": "{} 이하", "less_than": "{} 미만"}


def group_number(value: Decimal | int | float) -> str:
    """A figure with thousands separators and no needless zeros.

    >>> group_number(Decimal("12345.50")), group_number(7)
    ('12,345.5', '7')
    """
    text = f"{Decimal(str(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_number(value: Decimal | int | float) -> str:
    """A figure in Korean units of ten thousand, each with thousands separators.

    >>> write_number(Decimal("406100000000")), write_number(1_500_000_000_000), write_number(Decimal("0.5"))
    ('4,061억', '1조 5,000억', '0.5')
    """
    number = Decimal(str(value))
    if number < 0:
        return "-" + write_number(-number)
    if number < 10_000 or number >= Decimal(10) ** (4 * len(_MYRIADS)):
        return group_number(number)
    parts: list[str] = []
    whole, fraction = divmod(number, 1)
    rest = int(whole)
    for unit in _MYRIADS:
        rest, digits = divmod(rest, 10_000)
        if unit == "" and (digits or fraction):
            parts.append(group_number(digits + fraction))
        elif digits:
            parts.append(f"{digits:,}{unit}")
    return " ".join(reversed(parts))


def write_money(
    amount: Decimal | None, amount_max: Decimal | None = None, currency: str | None = "KRW", modifier: str | None = None
) -> str:
    """An amount as Korean readers write it; empty where it is unknown.

    >>> write_money(Decimal("406100000000")), write_money(Decimal(3_000_000), None, "USD", "approx")
    ('4,061억원', '약 300만 달러')
    >>> write_money(Decimal("3e8"), Decimal("5e8"), "KRW", None), write_money(Decimal("5e9"), modifier="equal_or_more")
    ('3억~5억원', '50억원 이상')
    """
    if amount is None:
        return ""
    figure = write_number(amount) if amount_max is None else f"{write_number(amount)}~{write_number(amount_max)}"
    if currency is None:
        return write_modifier(figure, modifier)
    unit = _CURRENCIES.get(currency, currency)
    # Korean glues 원 to the figure and sets foreign units off once a Korean unit stands before them.
    apart = currency != "KRW" and (not figure[-1].isdigit() or unit == currency)
    return write_modifier(f"{figure} {unit}" if apart else figure + unit, modifier)


def write_modifier(written: str, modifier: str | None) -> str:
    """`written` with the word that a TIMEX3 modifier stands for.

    >>> write_modifier("30명", "equal_or_more"), write_modifier("2019-08", "end"), write_modifier("3", None)
    ('30명 이상', '2019-08 말', '3')
    """
    form = _BEFORE.get(modifier or "") or _AFTER.get(modifier or "") or "{}"
    return form.format(written) if written else ""


_PAIRS = {"은": "는", "이": "가", "을": "를", "과": "와"}
_CLOSED_DIGITS = "013678"  # 영, 일, 삼, 육, 칠, 팔 end in a consonant
_CLOSED_LATIN = "LMNRgt"  # 엘, 엠, 엔, 알; as units 그램 and 톤, but 미터


def with_particle(written: str, particle: str) -> str:
    """`written` with the form of a particle that its last sound asks for; `particle` as after a consonant.

    What stands in parentheses at the end is not read: `5일(금)은` as `5일은`.

    >>> with_particle("310억원", "은"), with_particle("2029년까지", "은"), with_particle("120%", "이")
    ('310억원은', '2029년까지는', '120%가')
    >>> with_particle("3배", "을"), with_particle("2024-03-05", "은"), with_particle("5일(화)", "은")
    ('3배를', '2024-03-05는', '5일(화)은')
    """
    if particle not in _PAIRS:
        raise ValueError(f"not a particle with two forms: {particle!r}")
    heard = written
    while heard.endswith(")") and "(" in heard:
        heard = heard[: heard.rindex("(")]
    last = next((sign for sign in reversed(heard) if sign.isalnum() or sign == "%"), "")
    closed = (ord(last) - 0xAC00) % 28 > 0 if "가" <= last <= "힣" else last in _CLOSED_DIGITS + _CLOSED_LATIN
    return written + (particle if last and closed else _PAIRS[particle])

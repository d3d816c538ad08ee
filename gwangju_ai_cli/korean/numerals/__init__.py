"""The one lexer of Korean and mixed numbers: text → `Number` (exact `Decimal`, or bounds), or why it is none.

What is read: `27,350,000`, `1.5조`, `6조 2천417억`, `3억5천만`, `500백만`, `4061 억` (PDF text), `이천만`,
`삼백오십억`, `일점이삼`, `수십억` (bounds), `50여억`, `8억3000여만`, `스물다섯`, `두세`, `서너`.

A run of characters that looks like a number is taken whole and then parsed strictly, so that no number is
ever read from its middle or cut short: `1.844.036`, `3만 2억` and `1,23,456` come out as `Malformed`, with
the name of the rule that they break. All patterns are linear: numbers are possessive, pieces bounded.

`read` and `scan` serve callers who look at a text; `DIGIT_LED`, `SINO_LED`, `VAGUE_LED`, `NATIVE` and `YEO` are
fragments for patterns of one's own, whose match goes through `parse`. Offsets are those of the text given.
"""

from __future__ import annotations

from gwangju_ai_cli.korean.numerals.reading import Malformed, Number, Style, parse
from gwangju_ai_cli.korean.numerals.scanning import FIGURE, inherit, matches, read, scan, torn_at_line_ends
from gwangju_ai_cli.korean.numerals.writing import DIGIT_LED, DIGITS, NATIVE, SINO_LED, VAGUE_LED, YEO

__all__ = [
    "DIGITS",
    "DIGIT_LED",
    "FIGURE",
    "NATIVE",
    "SINO_LED",
    "VAGUE_LED",
    "YEO",
    "Malformed",
    "Number",
    "Style",
    "inherit",
    "matches",
    "parse",
    "read",
    "scan",
    "torn_at_line_ends",
]

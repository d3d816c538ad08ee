"""Pages of a PDF whose text nobody can read: scans, leaflets drawn in curves, letters of fonts that do not say which
letters they are. What stands on them is not given, and that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

FEW_CHARACTERS = 40
"""As many as a running head and a page number have, which a scanned page may bear too."""
COVERED, COVERED_WITHOUT_TEXT = 0.5, 0.1
"""The shares of a page that pictures cover at the least: less, without any text, is a logo."""
DRAWN = 100
"""Paths on a page without text: letters drawn as curves, where a frame or a chart has fewer."""
UNTOLD, DOUBTFUL = 0.5, 0.1
"""The share of a page's characters that the file gives no letter for: half are no text, a tenth spoil some of it. Fewer
are bullets and signs of a symbol font."""
DOUBTFUL_CHARACTERS = 20
_MOST_TOLD = 10


@dataclass(slots=True)
class UnreadPages:
    """What was noticed of a document's pages, by their numbers from 1."""

    pictures: list[int] = field(default_factory=list)
    untold: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)

    def look(self, page: Any, text_page: Any, number: int) -> bool:
        """Takes note of a page; whether what it gives is text at all."""
        import pypdfium2.raw as raw

        handle = text_page.raw
        count = raw.FPDFText_CountChars(handle)
        of_no_letter = raw.FPDFText_HasUnicodeMapError
        untold = sum(of_no_letter(handle, index) == 1 for index in range(count))
        if untold and untold >= UNTOLD * count:
            self.untold.append(number)
            return False
        if untold >= max(DOUBTFUL_CHARACTERS, DOUBTFUL * count):
            self.doubtful.append(number)
        elif count <= FEW_CHARACTERS and _is_picture(page, text_page.get_text_bounded().strip()):
            self.pictures.append(number)
        return True

    def tell(self) -> tuple[str, ...]:
        """What to say of them.

        >>> UnreadPages([3]).tell()
        ('page 3 is a picture without text (a scan?): nothing on it was read; OCR would give its text',)
        >>> UnreadPages([2, 3, 4, 9]).tell()
        ('pages 2–4, 9 are pictures without text (scans?): nothing on them was read; OCR would give their text',)
        """
        return tuple(
            f"{_numbers(pages)} {one if len(pages) == 1 else several}"
            for pages, one, several in (
                (
                    self.pictures,
                    "is a picture without text (a scan?): nothing on it was read; OCR would give its text",
                    "are pictures without text (scans?): nothing on them was read; OCR would give their text",
                ),
                (
                    self.untold,
                    "has a font that does not say which letters it shows: nothing on it was read; OCR would give its "
                    "text",
                    "have fonts that do not say which letters they show: nothing on them was read; OCR would give "
                    "their text",
                ),
                (
                    self.doubtful,
                    "has some letters of a font that does not say which they are: words on it may be wrong",
                    "have some letters of fonts that do not say which they are: words on them may be wrong",
                ),
            )
            if pages
        )


def _is_picture(page: Any, text: str) -> bool:
    """Whether a page of little text shows its text, if any, as a picture."""
    import pypdfium2.raw as raw

    share = sum(_share(item, page) for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
    if share >= (COVERED if text else COVERED_WITHOUT_TEXT):
        return True
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)
    return not text and sum(1 for _ in paths) >= DRAWN


def _share(item: Any, page: Any) -> float:
    width, height = page.get_size()
    left, bottom, right, top = item.get_bounds()
    inside = max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0))
    return float(inside / max(1.0, width * height))


def _numbers(pages: Sequence[int]) -> str:
    runs: list[list[int]] = [[pages[0], pages[0]]]
    for before, page in pairwise(pages):
        if page == before + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    told = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:_MOST_TOLD]]
    told += ["…"] if len(runs) > _MOST_TOLD else []
    return ("page " if len(pages) == 1 else "pages ") + ", ".join(told)

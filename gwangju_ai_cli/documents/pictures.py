"""Pages that are pictures of text: scans, leaflets drawn in curves. What stands on them is not read, and it is said."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

FEW_CHARACTERS = 40
"""As many as a running head and a page number have, which a scanned page may bear too."""
COVERED, COVERED_WITHOUT_TEXT = 0.5, 0.1
"""The shares of a page that pictures cover at the least: less, without any text, is a logo."""
DRAWN = 100
"""Paths on a page without text: letters drawn as curves, where a frame or a chart has fewer."""
_MOST_TOLD = 10


def is_picture(page: Any, characters: int) -> bool:
    """Whether a page of so many characters shows its text, if any, as a picture."""
    import pypdfium2.raw as raw

    if characters > FEW_CHARACTERS:
        return False
    share = sum(_share(item, page) for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
    if share >= (COVERED if characters else COVERED_WITHOUT_TEXT):
        return True
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)
    return not characters and sum(1 for _ in paths) >= DRAWN


def _share(item: Any, page: Any) -> float:
    width, height = page.get_size()
    left, bottom, right, top = item.get_bounds()
    inside = max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0))
    return float(inside / max(1.0, width * height))


def tell_pictures(pages: Sequence[int]) -> str:
    """What to say of such pages, given in rising order.

    >>> tell_pictures([3])
    'page 3 is a picture without text (a scan?): nothing on it was read; OCR would give its text'
    >>> tell_pictures([2, 3, 4, 9])
    'pages 2–4, 9 are pictures without text (scans?): nothing on them was read; OCR would give their text'
    """
    runs = [[pages[0], pages[0]]]
    for before, page in pairwise(pages):
        if page == before + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    told = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:_MOST_TOLD]]
    told += ["…"] if len(runs) > _MOST_TOLD else []
    if len(pages) == 1:
        return f"page {told[0]} is a picture without text (a scan?): nothing on it was read; OCR would give its text"
    return (
        f"pages {', '.join(told)} are pictures without text (scans?): nothing on them was read; "
        "OCR would give their text"
    )

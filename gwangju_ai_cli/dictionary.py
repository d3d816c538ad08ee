"""The user's own names: a TSV of surface, canonical name and org_type."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import get_args

from gwangju_ai_cli.decoding import decode
from gwangju_ai_cli.errors import DictionaryError, SourceError, nearest
from gwangju_ai_cli.model import OrgType
from gwangju_ai_cli.source import read_bytes

COLUMNS = ("surface", "canonical", "org_type")
Dictionary = dict[str, tuple[str, str]]


def load_dictionary(path: Path) -> Dictionary:
    """Each surface with its canonical name and org_type.

    Columns are parted by tabs; `#` opens a comment line; a first line that names the columns is skipped; an
    empty canonical name is the surface itself, an empty org_type is `other`. Raises DictionaryError with file
    and line for a row that says less, more, or something unknown, and for a surface given twice with
    different meanings.
    """
    try:
        text = decode(read_bytes(path))
    except OSError as error:
        raise DictionaryError(f"{path}: {error.strerror or error}") from error
    except SourceError as error:
        raise DictionaryError(f"{path}: {error}") from error
    out: Dictionary = {}
    for number, line in enumerate(unicodedata.normalize("NFC", text).splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [_unquoted(cell.strip()) for cell in line.split("\t")]
        if tuple(cells[: len(COLUMNS)]) == COLUMNS[: len(cells)] and not out:
            continue
        surface, entry = _entry(cells, f"{path}:{number}")
        if out.setdefault(surface, entry) != entry:
            raise DictionaryError(f"{path}:{number}: {surface!r} stands above with another meaning")
    return out


def _unquoted(cell: str) -> str:
    """A cell without the marks that spreadsheets put around one with a comma in it."""
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _entry(cells: list[str], where: str) -> tuple[str, tuple[str, str]]:
    if len(cells) > len(COLUMNS):
        raise DictionaryError(f"{where}: {len(cells)} cells; expected surface, canonical, org_type, parted by tabs")
    surface, canonical, org_type = (*cells, "", "")[:3]
    if not surface:
        raise DictionaryError(f"{where}: the surface is empty")
    known = get_args(OrgType)
    if len(cells) == 1 and re.split(r"[,;\s]+", surface)[-1] in known and not surface.isascii():
        raise DictionaryError(f"{where}: expected surface, canonical, org_type, parted by tabs; this line has no tab")
    if org_type and org_type not in known:
        near = nearest(org_type, known)
        hint = f"did you mean {near!r}?" if near else f"known types: {', '.join(known)}"
        raise DictionaryError(f"{where}: no org_type is called {org_type!r}; {hint}")
    return surface, (canonical or surface, org_type or "other")

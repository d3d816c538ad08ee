"""Files that mean harm, or came to harm: bombs, claims, locks, cuts and lies, each made here from nothing."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.documents_hwp import hwp, ole

HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
HS = "http://www.hancom.co.kr/hwpml/2011/section"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = (
    '<!DOCTYPE z [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]>"
)
OUTSIDE = '<!DOCTYPE z [<!ENTITY k SYSTEM "{url}">]>'


@dataclass(frozen=True)
class Hostile:
    """A file, and what has to be said of it."""

    suffix: str
    make: Callable[[], bytes]
    said: str


def container(parts: Mapping[str, bytes | str]) -> bytes:
    """A ZIP file of these parts, compressed but for `mimetype`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in parts.items():
            file.writestr(name, body, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def hwpx(section: str | bytes, **more: str | bytes) -> bytes:
    """An HWPX container around one section."""
    hpf = (
        '<?xml version="1.0"?><opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>'
        '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/></opf:manifest>'
        '<opf:spine><opf:itemref idref="section0"/></opf:spine></opf:package>'
    )
    return container(
        {
            "mimetype": "application/hwp+zip",
            "Contents/content.hpf": hpf,
            "Contents/header.xml": '<?xml version="1.0"?><hh:head xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"/>',
            "Contents/section0.xml": section,
            **more,
        }
    )


def section(text: str, head: str = "") -> str:
    """A section of one paragraph; `head` stands before it."""
    body = f"<hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p>"
    return f'<?xml version="1.0"?>{head}<hs:sec xmlns:hs="{HS}" xmlns:hp="{HP}">{body}</hs:sec>'


def docx(document: str | bytes, **more: str | bytes) -> bytes:
    """A DOCX container around a document part."""
    return container(
        {
            "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
            '.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
            "word/document.xml": document,
            **more,
        }
    )


def word(text: str, head: str = "") -> str:
    """A document part of one paragraph."""
    body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    return f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}">{body}</w:document>'


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, with a table that finds them."""
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    at = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at))
    return out.getvalue()


def one_page(content: bytes, *, packed: bool = False, length: int | None = None) -> bytes:
    """A PDF of one page that draws `content`."""
    body = zlib.compress(content, 9) if packed else content
    how = b"/Filter /FlateDecode " if packed else b""
    stream = b"<< %s/Length %d >>\nstream\n%s\nendstream" % (how, len(body) if length is None else length, body)
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def bomb_of_xml(make: Callable[[str], str], megabytes: int) -> bytes:
    """A part that unpacks to so many megabytes of text."""
    return make("A" * (megabytes * 2**20)).encode()


def claims(raw: bytes, name: bytes, size: int = 2**31) -> bytes:
    """A ZIP file whose headers say that a part unpacks to `size` bytes."""
    out = bytearray(raw)
    at = out.find(b"PK\x01\x02")
    while at >= 0:
        length = int.from_bytes(out[at + 28 : at + 30], "little")
        if bytes(out[at + 46 : at + 46 + length]) == name:
            out[at + 24 : at + 28] = struct.pack("<I", size & 0xFFFFFFFF)
            local = int.from_bytes(out[at + 42 : at + 46], "little")
            out[local + 22 : local + 26] = struct.pack("<I", size & 0xFFFFFFFF)
        at = out.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def many_bombs() -> bytes:
    """Small sections without end: each within every limit, together not."""
    body = section("A" * (20 * 2**20)).encode()
    parts: dict[str, bytes | str] = {f"Contents/section{n}.xml": body for n in range(1, 13)}
    items = "".join(
        f'<opf:item id="s{n}" href="Contents/section{n}.xml" media-type="application/xml"/>' for n in range(13)
    )
    refs = "".join(f'<opf:itemref idref="s{n}"/>' for n in range(13))
    parts["Contents/content.hpf"] = (
        '<?xml version="1.0"?><opf:package xmlns:opf="http://www.idpf.org/2007/opf/">'
        f"<opf:manifest>{items}</opf:manifest><opf:spine>{refs}</opf:spine></opf:package>"
    )
    return hwpx(body, **parts)


def nested_tables() -> bytes:
    """Tables in tables in tables."""
    inner = "<w:p><w:r><w:t>1</w:t></w:r></w:p>"
    for _ in range(3_000):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    return docx(f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>')


def encrypted_pdf() -> bytes:
    """A PDF that opens only with its password."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("geheim", ownerPassword="chef", strength=128))
    canvas.drawString(72, 700, "budget")
    canvas.save()
    return out.getvalue()


def encrypted_hwpx() -> bytes:
    """An HWPX whose manifest says that its section is encrypted."""
    manifest = (
        '<?xml version="1.0"?><odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<odf:file-entry odf:full-path="Contents/section0.xml" odf:media-type="application/xml" odf:size="100">'
        '<odf:encryption-data odf:checksum-type="SHA256/1K" odf:checksum="AAAA"><odf:algorithm '
        'odf:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" odf:initialisation-vector="AAAA"/>'
        "</odf:encryption-data></odf:file-entry></odf:manifest>"
    )
    return hwpx(b"\x01\x02\x03\x04" * 40, **{"META-INF/manifest.xml": manifest})


def _cut(make: Callable[[], bytes], share: float) -> Callable[[], bytes]:
    def cut() -> bytes:
        raw = make()
        return raw[: int(len(raw) * share)]

    return cut


SOUND_HWP = hwp(["한빛시는 도서관에 예산 50억원을 쓴다."])
SOUND: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "hwp": (".hwp", lambda: SOUND_HWP),
    "hwpx": (".hwpx", lambda: hwpx(section("한빛시는 도서관에 예산 50억원을 쓴다."))),
    "docx": (".docx", lambda: docx(word("한빛시는 도서관에 예산 50억원을 쓴다."))),
    "pdf": (".pdf", lambda: one_page(b"BT /F1 12 Tf 72 700 Td (budget of 5 billion won) Tj ET")),
    "html": (".html", lambda: "<!doctype html><title>소식</title><p>한빛시는 도서관에 예산 50억원을 쓴다.".encode()),
}

HOSTILE: Mapping[str, Hostile] = {
    # bombs
    "hwpx bomb": Hostile(".hwpx", lambda: hwpx(bomb_of_xml(section, 200)), "more than"),
    "hwpx bomb beyond every claim": Hostile(".hwpx", lambda: hwpx(bomb_of_xml(section, 300)), "claims to hold"),
    "hwpx of many bombs": Hostile(".hwpx", many_bombs, "more than"),
    "docx bomb": Hostile(".docx", lambda: docx(bomb_of_xml(word, 200)), "more than"),
    "docx tables in tables": Hostile(".docx", nested_tables, "nested|no text in it"),
    "pdf bomb": Hostile(
        ".pdf", lambda: one_page(b"BT /F1 12 Tf " + b" " * (600 * 2**20) + b"(x) Tj ET", packed=True), "broke down|more"
    ),
    "pdf length of 2 GB": Hostile(
        ".pdf", lambda: one_page(b"BT /F1 12 Tf ET", length=2**31 - 1).replace(b"endstream", b""), "no text|damaged"
    ),
    "pdf of endless text": Hostile(
        ".pdf",
        lambda: one_page(b"BT /F1 9 Tf 9 9 Td " + b"(AAAAAAAAAAAAAAAAAAAAAAAA) Tj " * 400_000 + b"ET", packed=True),
        "longer than|more than|broke down",
    ),
    "html nested": Hostile(".html", lambda: b"<!doctype html><body>" + b"<div>" * 200_000 + b"50", "."),
    "html in one breath": Hostile(".html", lambda: b"<!doctype html><p>" + b"5 " * 11_000_000, "more than"),
    "html of cells": Hostile(".html", lambda: b"<!doctype html><table>" + b"<tr><td>5" * 1_000_000, "."),
    # entities
    "hwpx entities": Hostile(".hwpx", lambda: hwpx(section("50억원 &j;", LAUGHS)), "declares a DTD"),
    "docx entities": Hostile(".docx", lambda: docx(word("50억원 &j;", LAUGHS)), "declares a DTD"),
    # claims
    "hwpx claims 2 GB": Hostile(
        ".hwpx", lambda: claims(hwpx(section("50")), b"Contents/section0.xml"), "claims to hold 2,147,48"
    ),
    "docx claims 2 GB": Hostile(
        ".docx", lambda: claims(docx(word("50")), b"word/document.xml"), "claims to hold 2,147,48"
    ),
    "hwp record claims 2 GB": Hostile(
        ".hwp", lambda: hwp([], extra=struct.pack("<II", 67 | 0xFFF << 20, 2**31 - 1) + b"x" * 64), "damaged|more than"
    ),
    "pdf claims 2 billion pages": Hostile(
        ".pdf",
        lambda: pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 2147483647 >>"),
        "claims 2,147,483,647 pages|damaged|no text",
    ),
    "ole claims 2 billion sectors": Hostile(
        ".hwp", lambda: SOUND_HWP[:44] + struct.pack("<I", 2**31 - 1) + SOUND_HWP[48:], "."
    ),
    # locks
    "pdf encrypted": Hostile(".pdf", encrypted_pdf, "encrypted; take its password away"),
    "hwpx encrypted": Hostile(".hwpx", encrypted_hwpx, "encrypted; take its password away"),
    "hwp encrypted": Hostile(".hwp", lambda: hwp(["50억원"], flags=2), "encrypted; take its password away"),
    "hwp for distribution": Hostile(".hwp", lambda: hwp(["50억원"], flags=4), "배포용"),
    "docx encrypted": Hostile(
        ".docx",
        lambda: ole({"EncryptionInfo": b"\4\0\4\0" + b"x" * 300, "EncryptedPackage": b"x" * 5000}),
        "encrypted; take its password away",
    ),
    # cuts
    **{
        f"{name} cut": Hostile(suffix, _cut(make, 0.6), "cut short|damaged")
        for name, (suffix, make) in SOUND.items()
        if name != "html"
    },
    # lies
    "text called pdf": Hostile(".pdf", lambda: "시는 50억원을 쓴다.".encode(), "no PDF header; rename it"),
    "text called hwpx": Hostile(".hwpx", lambda: "시는 50억원을 쓴다.".encode(), "rename it"),
    "text called hwp": Hostile(".hwp", lambda: "시는 50억원을 쓴다.".encode(), "rename it"),
    "picture called docx": Hostile(".docx", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "rename it"),
    "spreadsheet called hwpx": Hostile(
        ".hwpx", lambda: container({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), "spreadsheet"
    ),
    "archive called docx": Hostile(".docx", lambda: container({"a.txt": "50억원"}), "ZIP archive"),
    "hwp of before 2000": Hostile(".hwp", lambda: b"HWP Document File V3.00 \x1a\1\2\3\4\5" + b"\0" * 200, "HWP 3"),
    "older Word file": Hostile(".hwp", lambda: ole({"WordDocument": b"x" * 5000}), "."),
    # nothing in them
    **{f"{name} of 0 bytes": Hostile(suffix, lambda: b"", "the file is empty") for name, (suffix, _) in SOUND.items()},
    "hwpx without text": Hostile(".hwpx", lambda: hwpx(section("")), "no text in it"),
    "hwp without text": Hostile(".hwp", lambda: hwp([""]), "no text in it"),
    "docx without text": Hostile(".docx", lambda: docx(word("")), "no text in it"),
    "pdf without text": Hostile(".pdf", lambda: one_page(b"0 0 m 100 100 l S"), "no text in it"),
    "html without text": Hostile(
        ".html", lambda: b"<!doctype html><nav><a href=/>1</a></nav><script>var a = '50'</script>", "no article|no text"
    ),
}

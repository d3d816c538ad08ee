#!/usr/bin/env bash
# dochan 1.15.0: the hyphen of HWPX (hp:hyphen) and a table that stands straight under its section vanish without an error.
#
# Guess: a reader whose list of errors stays empty has read the text whole; hp:hyphen is a character of it.
# Seen:  <hp:t>5<hp:hyphen/>6억원</hp:t> comes back as 56억원, another amount; errors is [].
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv" && "$dir/venv/bin/pip" install -q "dochan==1.15.0"
cd "$dir" && venv/bin/python - <<'PY'
import zipfile

import dochan

HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
HS = "http://www.hancom.co.kr/hwpml/2011/section"
OPF = "http://www.idpf.org/2007/opf/"


def read(body):
    with zipfile.ZipFile("a.hwpx", "w") as file:
        file.writestr("mimetype", "application/hwp+zip")
        file.writestr(
            "Contents/content.hpf",
            f'<opf:package xmlns:opf="{OPF}"><opf:manifest><opf:item id="section0" href="Contents/section0.xml" '
            'media-type="application/xml"/></opf:manifest><opf:spine><opf:itemref idref="section0"/></opf:spine></opf:package>',
        )
        file.writestr("Contents/header.xml", '<hh:head xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"/>')
        file.writestr("Contents/section0.xml", f'<hs:sec xmlns:hs="{HS}" xmlns:hp="{HP}">{body}</hs:sec>')
    document = dochan.Dochan("a.hwpx")
    return document.to_plain_text().strip(), document.errors


def paragraph(inside):
    return f"<hp:p><hp:run>{inside}</hp:run></hp:p>"


cell = (
    f"<hp:tc><hp:subList>{paragraph('<hp:t>국비</hp:t>')}</hp:subList><hp:cellAddr colAddr='0' rowAddr='0'/></hp:tc>"
)
hyphen = read(paragraph("<hp:t>5<hp:hyphen/>6억원</hp:t>"))
table = read(paragraph("<hp:t>앞</hp:t>") + f"<hp:tbl rowCnt='1' colCnt='1'><hp:tr>{cell}</hp:tr></hp:tbl>")
print(hyphen, table)
assert hyphen == ("56억원", [])
assert table == ("앞", [])
PY

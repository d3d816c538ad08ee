#!/usr/bin/env bash
# lxml 6.0.2 (libxml2's HTML parser): <wbr> stays open and takes what stands behind it as its own text.
#
# Guess: <wbr> is a void element as <br> is, so what follows it is its tail.
# Seen:  text '억원', tail None: whoever skips the content of <wbr>, because it can have none, loses the end of a number.
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv" && "$dir/venv/bin/pip" install -q "lxml==6.0.2"
"$dir/venv/bin/python" - <<'PY'
from lxml import html

wbr = html.fromstring("<p>50<wbr>억원</p>").find(".//wbr")
br = html.fromstring("<p>50<br>억원</p>").find(".//br")
print("wbr:", repr(wbr.text), repr(wbr.tail), " br:", repr(br.text), repr(br.tail))
assert (wbr.text, wbr.tail) == ("억원", None)
assert (br.text, br.tail) == (None, "억원")
PY

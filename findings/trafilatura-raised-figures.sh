#!/usr/bin/env bash
# trafilatura 2.0.0 writes raised figures and struck-out words into the text as if they were plain.
#
# Guess: plain text leaves out what <del> strikes, and keeps 10<sup>8</sup> apart in some way.
# Seen:  "3×10<sup>8</sup>미터" becomes "3×108미터", and "<del>70억원</del> 50억원" becomes "70억원 50억원": for a search index that
#        is no matter, for figures it is another amount.
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv" && "$dir/venv/bin/pip" install -q "trafilatura==2.0.0" "lxml-html-clean==0.4.3"
"$dir/venv/bin/python" - <<'PY'
import trafilatura

sentence = "한빛시는 9일 총사업비 320억원을 들여 도서관을 짓는다고 밝혔다. 도서관은 오는 9월 착공해 내년 12월 문을 연다."
page = (
    f"<html><body><article><p>{sentence}</p>"
    f"<p>{sentence} 3×10<sup>8</sup>미터, <del>70억원</del> 50억원이다.</p></article></body></html>"
)
said = trafilatura.extract(page)
print(said.splitlines()[-1])
assert "3×108미터" in said, said
assert "70억원 50억원" in said, said
PY

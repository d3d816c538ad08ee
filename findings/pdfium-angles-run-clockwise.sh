#!/usr/bin/env bash
# pypdfium2 5.0.0: FPDFText_GetCharAngle counts clockwise, against every other angle in PDF.
#
# Guess: text drawn after rotate(90), which runs up the page, has the angle 1.57 (90°).
# Seen:  4.71 (270°); text turned by 270° has 1.57.
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv" && "$dir/venv/bin/pip" install -q "pypdfium2==5.0.0" "reportlab==4.4.4"
"$dir/venv/bin/python" - <<'PY'
import io

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from reportlab.pdfgen.canvas import Canvas


def angle(turn, x, y):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.translate(x, y)
    canvas.rotate(turn)
    canvas.drawString(72, 200, "4,061")
    canvas.save()
    page = pdfium.PdfDocument(out.getvalue())[0].get_textpage()
    return round(raw.FPDFText_GetCharAngle(page.raw, 0), 2)


up, down = angle(90, 595, 0), angle(270, 0, 842)
print("rotate(90):", up, " rotate(270):", down)
assert (up, down) == (4.71, 1.57)
PY

#!/usr/bin/env bash
# isodate 0.7.2 refuses 24:00, which ISO 8601 has for the end of a day (and Korean notices write: 18일 24시까지).
#
# Guess: a library that reads ISO 8601 takes 2026-07-18T24:00, or gives the next day's midnight.
# Seen:  ValueError: hour must be in 0..23, for the time alone too.
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv" && "$dir/venv/bin/pip" install -q "isodate==0.7.2"
"$dir/venv/bin/python" - <<'PY'
import isodate

for parse, text in ((isodate.parse_time, "24:00"), (isodate.parse_datetime, "2026-07-18T24:00")):
    try:
        found = parse(text)
    except ValueError as error:
        print(f"{text}: ValueError: {error}")
        assert "hour" in str(error)
    else:
        raise SystemExit(f"{text} is read now: {found!r}")
PY

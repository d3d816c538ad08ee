#!/usr/bin/env bash
# zstandard 0.25.0: stream_reader ends quietly where a .zst file is cut off, so half a file reads as a shorter one.
#
# Guess: it raises, as gzip does (EOFError: Compressed file ended before the end-of-stream marker was reached).
# Seen:  the bytes decoded so far, without an error. decompressobj() has `eof`, which tells.
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv" && "$dir/venv/bin/pip" install -q "zstandard==0.25.0"
"$dir/venv/bin/python" - <<'PY'
import gzip
import io
import random

import zstandard

rows = "".join(f"한빛시 {random.Random(at).random()}\n" for at in range(40_000)).encode()
packed = zstandard.ZstdCompressor().compress(rows)
half = packed[: len(packed) // 2]
got = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(half)).read()
print(f"zstandard: {len(got):,} of {len(rows):,} bytes, no error")
assert 0 <= len(got) < len(rows)
whole = zstandard.ZstdDecompressor().decompressobj()
whole.decompress(half)
assert not whole.eof
try:
    gzip.decompress(gzip.compress(rows)[:-20])
except EOFError as error:
    print("gzip:", error)
else:
    raise SystemExit("gzip says nothing either")
PY

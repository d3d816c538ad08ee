"""What `extract` begins with: a call to the process that stays, where the user wants one, else the command line.

Nothing is imported before that is decided: with a server the whole start is this module, the client and a socket.
"""

from __future__ import annotations

import os
import sys

VARIABLE = "EXTRACT_SERVER"


def main() -> None:
    """Runs the command line, here or in the server that `EXTRACT_SERVER` names."""
    wish = os.environ.get(VARIABLE, "")
    if wish and wish != "0" and "serve" not in sys.argv[1:2]:
        from gwangju_ai_cli.cli.client import ask

        code = ask(wish, sys.argv)
        if code is not None:
            raise SystemExit(code)
    from gwangju_ai_cli.cli.app import main as run

    run()

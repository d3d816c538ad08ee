"""`python -m gwangju_ai_cli` is the `extract` command."""

from gwangju_ai_cli.cli.entry import main

if __name__ == "__main__":
    main()

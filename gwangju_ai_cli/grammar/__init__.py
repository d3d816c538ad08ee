"""Reading of clauses from morphemes; `gwangju_ai_cli.clauses` is the door to it."""

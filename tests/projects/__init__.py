"""Tests of `gwangju_ai_cli.projects`: names, figures of a document, linking, entries, changes, the command."""

"""Grammar that belongs to no kind: clauses, numerals, modifiers, lists of words."""

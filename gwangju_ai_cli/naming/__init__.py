"""What names are made of: nominal words and chunks from morphemes, heads, gazetteers, evidence."""

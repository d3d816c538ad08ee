"""What names are made of and organizations, people and places share: words and chunks, heads, gazetteers, shapes."""

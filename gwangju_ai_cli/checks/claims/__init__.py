"""What a text claims of its figures: sums, changes, shares, lengths. Found here, refuted in `checks`."""

"""Dates as Korean text writes them: from words to readings (`parsing`), from readings to days (`resolving`)."""

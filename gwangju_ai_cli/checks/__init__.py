"""One module a check, over `Facts`: no text matching here."""

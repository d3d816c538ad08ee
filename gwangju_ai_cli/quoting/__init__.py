"""Quotations: which marks belong together, which of them hold speech, and whose it is."""

"""How a predicate becomes an event: which predicates stand for one, its roles, its date, its status."""

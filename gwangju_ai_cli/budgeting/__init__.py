"""How an amount becomes a budget: one module a slot, and the order of preference in `preferences`."""

"""One module a fact type; none imports another."""

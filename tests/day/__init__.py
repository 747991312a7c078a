"""A day of a city hall told again from a file of its events, and what must hold at its end."""

"""Redis: what is alive now."""

"""The form kit: pages for all forms of a catalog. Five are laid out by hand, the others from their items."""

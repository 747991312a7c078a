"""The three flows of the README, in a real browser."""

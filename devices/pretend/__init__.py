"""Pretend cards that answer like real ones, byte by byte: for trying, for training, and for the tests."""

"""Ink: values in, PDF bytes out. Nothing here reads a clock or a store; fonts are found once, at the start."""

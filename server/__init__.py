"""The server: doors, work, cupboards, and the house that wires them."""

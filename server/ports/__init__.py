"""What the work needs from outside, as Protocols, one noun per file."""

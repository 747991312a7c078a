"""The door for other systems (連携先): their keys, what may be asked, and its description."""

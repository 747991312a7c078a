"""What a card says, whatever kind of card it is."""

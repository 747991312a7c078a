"""The device agent of a window PC: readers, cards, and the link to the server."""

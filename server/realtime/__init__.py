"""The socket doors: decode, call the work, answer."""

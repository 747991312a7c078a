"""The HTTP doors: routes, sessions, documents."""

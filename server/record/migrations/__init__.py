"""The shapes that the database has had, one file each, in order."""

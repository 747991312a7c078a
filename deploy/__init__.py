"""Setting up, running and checking the project, and the demo city. Nothing here is imported by the server."""

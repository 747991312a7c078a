"""The demo city in a busy hour: pretend clerks and visitors, and the count of what is kept."""

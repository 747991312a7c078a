"""PostgreSQL: what happened for good."""

"""Card readers with a cable, over PC/SC: the only modules with pyscard."""

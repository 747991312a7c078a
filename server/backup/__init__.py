"""The backup of a city: one sealed file with all that is needed to stand up again, but for the keys.

What the file holds (`bundle.py`): the whole database as it was at one instant (`record.py`: catalog, accounts,
uploaded pages, journal), the city's folder with its settings and 外字, the heads of the audit. The keys are kept in
another place (`keys_copy.py`) and follow what is erased: a case whose key was destroyed can be read in no backup.
"""

"""The hall is hurt while clerks type, and everything is looked at afterwards."""

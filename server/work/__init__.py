"""What people ask for: one function per deed, over the ports."""

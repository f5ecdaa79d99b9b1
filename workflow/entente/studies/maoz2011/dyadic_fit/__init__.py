"""What carries the fit of Table 2: its columns beside persistence, on the same rows."""

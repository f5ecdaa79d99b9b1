"""Studies: a folder each.  None imports another, and no module outside imports one."""

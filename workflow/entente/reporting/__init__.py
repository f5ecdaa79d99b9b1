"""Tables: the paper's printed numbers beside ours, and what is missing from the panels."""

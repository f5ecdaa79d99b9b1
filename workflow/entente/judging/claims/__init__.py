"""Claims of a text, each with a test and a verdict computed from the results of a run."""

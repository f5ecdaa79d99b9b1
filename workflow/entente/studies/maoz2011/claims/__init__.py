"""The claims that the paper makes in its text, each with a verdict computed from the results of a run."""

"""Three rule sets of effort and ties in one frame: situations, parameters, runs, and what came out."""

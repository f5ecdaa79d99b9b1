"""Counterfactuals: inputs of the model changed as a file declares, run, and compared with history."""

"""Average effects: least squares with robust errors, estimators of effects, factorials and conjoints."""

"""The model on random systems: ranges from history, a designed sweep, systems drawn by index, their runs."""

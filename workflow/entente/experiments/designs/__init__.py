"""The file that declares an experiment: its form, what it may not say, and drafts of it."""

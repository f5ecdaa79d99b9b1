"""The international system: states, dyads and years, their attributes, and the matrices of a year."""

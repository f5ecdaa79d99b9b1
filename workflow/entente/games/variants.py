"""Names of the variants of the burden-sharing game, for plans that solve nothing."""

#: In the order in which they are told.
NAMES = (
    "default",
    "surplus_half",
    "surplus_none",
    "offensive",
    "shares",
    "arms_first",
    "autonomy",
    "hold_arms",
    "blunt",
    "decisive",
    "distance",
    "credible",
    "answers",
)

"""Counts of visits."""


def visitors(visits, least):
    """Return state and number of visits, of states with at least so many."""
    counts = visits.groupby("visitor", as_index=False).size().rename(columns={"size": "visits"})
    return counts[counts["visits"] >= least]

"""What the page of claims of the burden-sharing game tells."""

from __future__ import annotations

from typing import Any

import pandas as pd

#: The switches that the story is told with, and S's willingness.
DEFAULT = "default"


def page_values(regions: pd.DataFrame, shares: pd.DataFrame, claims: pd.DataFrame) -> dict[str, Any]:
    """Return what the template ``games/burden_claims`` tells of the tables of all variants."""
    default = claims[(claims["variant"] == DEFAULT) & (claims["sigma"] == "drawn")]
    other = claims[(claims["variant"] != DEFAULT) & (claims["sigma"] == "drawn")]
    failing = other[other["verdict"] == "fails"].groupby("claim")["variant"].agg(", ".join)
    table = default.assign(fails_under=default["claim"].map(failing).fillna(""))
    drawn = (regions["variant"] == DEFAULT) & (regions["part"] == "both can threaten")
    of_regions = regions[drawn].pivot(index="region", columns="sigma", values="share").reset_index()
    told = (shares["variant"] == DEFAULT) & (shares["part"] == "both can threaten")
    return {
        "claims": table,
        "failing": claims[claims["verdict"] == "fails"],
        "regions": of_regions,
        "shares": shares[told],
        "ranges": claims["ranges"].iloc[0],
        "points": int(regions.loc[drawn & (regions["sigma"] == "drawn"), "n"].iloc[0]),
    }

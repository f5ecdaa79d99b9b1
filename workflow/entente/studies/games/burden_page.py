"""What the page of claims of the burden-sharing game tells."""

from __future__ import annotations

from typing import Any

import pandas as pd

from entente.core.errors import ConfigurationError

#: The switches that the story is told with.
DEFAULT = "default"

#: The assumption that each variant gives up, in words.
ASSUMPTIONS = {
    "surplus_half": "a challenger takes the whole surplus",
    "surplus_none": "a challenger takes some of the surplus",
    "offensive": "what S gives defends only",
    "shares": "arms cannot be written into the treaty",
    "arms_first": "S moves before A arms",
    "autonomy": "joining costs A nothing",
    "hold_arms": "without the alliance A would arm anew",
    "blunt": "forces decide as they are (γ = 1), not less sharply",
    "decisive": "forces decide as they are (γ = 1), not more sharply",
    "distance": "S wants the status quo, and nothing near it",
    "credible": "S is bound by what it offers",
    "answers": "B's forces are given",
}


def told(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims under the default switches, with what they hang on.

    Of the table burden_claims it keeps those of the default switches with S's willingness as drawn, and adds
    share_infinite (with S's willingness infinite), fails_under (variants in which a sampled game refutes the
    claim, whatever S's willingness), hangs_on (what these give up, in words) and open_under (variants with
    too few games to say).
    """
    if DEFAULT not in set(claims["variant"]):
        raise ConfigurationError(
            f"games.burden.variants leaves out {DEFAULT}.",
            "Add it: the pages tell the claims with its switches.",
        )
    default = claims[claims["variant"] == DEFAULT].set_index("claim")
    drawn = default[default["sigma"] == "drawn"]
    others = claims[claims["variant"] != DEFAULT]
    failing = _variants(others[others["verdict"] == "fails"])
    few = _variants(others[others["verdict"].isin(["too few to say", "nothing to test"])])
    return drawn.assign(
        share_infinite=default.loc[default["sigma"] == "infinite", "share"],
        fails_under=[", ".join(failing.get(claim, ())) for claim in drawn.index],
        hangs_on=["; ".join(ASSUMPTIONS[name] for name in failing.get(claim, ())) for claim in drawn.index],
        open_under=[
            ", ".join(name for name in few.get(claim, ()) if name not in failing.get(claim, ()))
            for claim in drawn.index
        ],
    ).reset_index()


def _variants(rows: pd.DataFrame) -> dict[str, list[str]]:
    return rows.groupby("claim")["variant"].agg(lambda names: list(dict.fromkeys(names))).to_dict()


def page_values(regions: pd.DataFrame, shares: pd.DataFrame, claims: pd.DataFrame) -> dict[str, Any]:
    """Return what the template ``games/burden_claims`` tells of the tables of all variants."""
    drawn = (regions["variant"] == DEFAULT) & (regions["part"] == "both can threaten")
    of_default = (shares["variant"] == DEFAULT) & (shares["part"] == "both can threaten")
    return {
        "claims": told(claims),
        "variants": list(claims["variant"].unique()),
        "failing": claims[claims["verdict"] == "fails"],
        "regions": regions[drawn].pivot(index="region", columns="sigma", values="share").reset_index(),
        "shares": shares[of_default],
        "ranges": claims["ranges"].iloc[0],
        "points": int(regions.loc[drawn & (regions["sigma"] == "drawn"), "n"].iloc[0]),
    }

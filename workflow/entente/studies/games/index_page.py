"""What the front page of the formal models tells."""

from __future__ import annotations

from typing import Any

import pandas as pd

#: What a claim hangs on: assumptions of the reduced form, by the letter of the claim.
NEEDS = {
    "i_low_cost": "B's forces do not answer, A joins for free",
    "i_heavy": "it is a matter of degree: it depends on the ranges",
    "i_rises": "S moves before A arms",
    "ii_high_cost": "B's forces do not answer, A joins for free",
    "ii_least": "S moves before A arms, and is bound by what it offers",
    "ii_arms": "a challenger takes some of the surplus (η above 0), S moves first",
    "ii_price": "arms cannot be written into the treaty",
    "iii_order": "costs of war are not part of what arms buy",
    "iii_never_both": "A arms anew without the alliance",
    "iv_stronger": "B's forces do not answer",
    "iv_too_weak": "what S gives does not help an attack",
    "iv_no_race": "B's forces are given",
    "v_asymmetric": "it is a matter of degree: it depends on the ranges",
    "v_u_shape": "a challenger takes some of the surplus, S moves first",
    "vi_between": "force decides not too sharply (γ = 1)",
    "vii_better_off": "restraint is the status quo",
    "vii_fewer_arms": "B's forces do not answer",
}

#: A twin further from its closed form than so many standard errors would be worth a look.
NEAR = 4


def page_values(claims: pd.DataFrame, twins: pd.DataFrame, series: pd.DataFrame | None) -> dict[str, Any]:
    """Return what the template ``games/index`` tells; the series of NATO's members are missing in a demo."""
    default = claims[(claims["variant"] == "default") & (claims["sigma"] == "drawn")]
    failing = claims[claims["verdict"] == "fails"].groupby("claim")["variant"].unique().map(", ".join)
    told = default.assign(
        needs=default["claim"].map(NEEDS).fillna(""), fails_under=default["claim"].map(failing).fillna("")
    )
    return {
        "claims": told,
        "verdicts": told["verdict"].value_counts().to_dict(),
        "heavy": told.set_index("claim")["share"]["i_heavy"],
        "ranges": claims["ranges"].iloc[0],
        "twins": len(twins),
        "far": int((twins["deviation"].abs() > NEAR).sum()),
        "members": None if series is None else series.dropna(subset=["members"]).iloc[-1],
    }

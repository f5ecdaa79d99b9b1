"""What the front page of the formal models tells."""

from __future__ import annotations

from typing import Any

import pandas as pd

from entente.studies.games.burden_page import told

#: A twin further from its closed form than so many standard errors would be worth a look.
NEAR = 4


def page_values(claims: pd.DataFrame, twins: pd.DataFrame, series: pd.DataFrame | None) -> dict[str, Any]:
    """Return what the template ``games/index`` tells; the series of NATO's members are missing in a demo."""
    of_claims = told(claims)
    return {
        "claims": of_claims,
        "variants": list(claims["variant"].unique()),
        "heavy": of_claims.set_index("claim").loc["i_heavy"],
        "ranges": claims["ranges"].iloc[0],
        "twins": len(twins),
        "far": int((twins["deviation"].abs() > NEAR).sum()),
        "members": None if series is None else series.dropna(subset=["members"]).iloc[-1],
    }

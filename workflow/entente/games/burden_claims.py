"""What is published of Iwanami's (2024) model, tested in ours: over sampled games and along costs of arms.

Ours is a reduced form built to carry these claims.  That it carries one says that it can be had from such a
game, not that it follows from hers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from entente.games.burden_claim_tests import CLAIMS, Claim
from entente.games.burden_design import Design, willingness
from entente.games.burden_game import VARIANTS, Switches
from entente.games.burden_sample import Limits, Sample


def claims(
    of: Design,
    variants: Mapping[str, Switches],
    *,
    limits: Limits | None = None,
    paths: int = 2**11,
    costs: int = 49,
    numerical: tuple[int, int, int] = (128, 16, 17),
) -> pd.DataFrame:
    """Test all claims.

    Parameters
    ----------
    of : Design
        Games; those of :func:`entente.games.burden_design.design`.
    variants : mapping of str to Switches
        Switches by the variant's name.  What is proved is known of those of
        :data:`entente.games.burden_game.VARIANTS` by name.
    limits : Limits, optional
        What is heavy, what asymmetric, and of how many games at least a claim is said to hold.
    paths, costs : int
        How many games are followed along how many costs of arms, evenly spaced in logarithms over their
        range.
    numerical : tuple of int
        Games, paths and costs where there is no closed form.

    Returns
    -------
    DataFrame
        A row a claim, variant and willingness of S, with the columns claim, says, variant, sigma ("drawn" or
        "infinite"), verdict, share, n, counterexample, method and ranges.  ``n`` is how many games (or paths)
        the claim applies to, ``share`` the share of them in which it holds; ``counterexample`` the first in
        which it does not, "" if there is none.  Verdicts are "by definition", "theorem" (proved, and true of
        the sample), "holds in the sample", "too few to say" (it does, in fewer games than ``limits.least``),
        "share" (of a quantity), "fails" and "nothing to test".
    """
    rows = []
    for variant, switches in variants.items():
        closed = not switches.without_closed_form
        n, n_paths, n_costs = (len(of.parameters), paths, costs) if closed else numerical
        along = of.ranges["k"].at(np.linspace(0, 1, n_costs))
        for sigma, games in willingness(of.first(n)).items():
            sample = Sample(games.parameters, along, n_paths, switches, limits or Limits())
            for name, claim in CLAIMS.items():
                known = variant if VARIANTS.get(variant) == switches else ""
                head = {"claim": name, "says": claim.says, "variant": variant, "sigma": sigma}
                rows.append(head | judge(claim, sample, known) | {"method": sample.points.method})
    return pd.DataFrame(rows).assign(ranges=of.words)


def judge(claim: Claim, sample: Sample, variant: str = "") -> dict[str, Any]:
    """Return verdict, share, n and counterexample of one claim; ``variant`` is the name that proofs know."""
    applies, holds = claim.test(sample)
    n, held = int(applies.sum()), int((applies & holds).sum())
    failing = np.flatnonzero(applies & ~holds)
    columns = [name for name in sample.games if not (claim.along_costs and name == "k")]
    row = sample.games.iloc[failing[0]] if len(failing) else None
    return {
        "verdict": _verdict(claim, sample, n, held, variant),
        "share": held / n if n else np.nan,
        "n": n,
        "counterexample": "" if row is None else ", ".join(f"{name} = {row[name]:.6g}" for name in columns),
    }


def _verdict(claim: Claim, sample: Sample, n: int, held: int, variant: str) -> str:
    if not n:
        return "nothing to test"
    if held < n:
        return "share" if claim.quantity else "fails"
    if variant in claim.by_definition:
        return "by definition"
    if variant in claim.proved and _joining_is_cheap(sample):
        return "theorem"
    return "holds in the sample" if n >= sample.limits.least else "too few to say"


def _joining_is_cheap(sample: Sample) -> bool:
    """Whether proofs apply to all games: joining, if it costs A at all, costs less than ηc."""
    how, games = sample.switches, sample.games
    return not how.autonomy_cost or bool(
        (how.autonomy_cost < how.surplus * (games["c_a"] + games["c_b"])).all()
    )

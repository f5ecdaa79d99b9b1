import numpy as np
import pandas as pd
import statsmodels.api as sm

from entente.data.demo.alliances import COEFFICIENTS, design


def test_the_world_s_own_design_recovers_the_logit(world):
    regressors = design(world.dyads)
    known = regressors.notna().all(axis=1)
    outcome = world.dyads["ally_any"].astype(float)
    fit = sm.Logit(outcome[known], regressors[known]).fit(disp=0)
    true = pd.Series(COEFFICIENTS)
    error = (fit.params - true) / fit.bse
    assert error.abs().max() < 3.5, error
    # The world must be large enough for the test to mean something: each coefficient is far from 0.
    assert (true / fit.bse).abs().min() > 4


def test_the_coefficients_are_kept_beside_the_data(folder):
    kept = pd.read_csv(folder / "demo_alliance_logit.csv")
    assert dict(zip(kept["term"], kept["coefficient"], strict=True)) == COEFFICIENTS


def test_alliances_are_remembered_for_a_year(world):
    key = ["year", "ccode1", "ccode2"]
    allied = set(world.dyads.loc[world.dyads["ally_any"], key].itertuples(index=False, name=None))
    expected = [
        (year - 1, first, second) in allied
        for year, first, second in world.dyads[key].itertuples(index=False, name=None)
    ]
    assert world.dyads["ally_any_before"].tolist() == expected


def test_networks_are_neither_empty_nor_crowded_and_mostly_pacts(world):
    ties = world.dyads[world.dyads["ally_any"]].groupby("year").size()
    degree = 2 * ties / world.members.groupby("year").size()
    assert 2.5 < degree.mean() < 6
    assert degree.nunique() > 30
    pact = (world.obligations["defense"] == 1) | (world.obligations["offense"] == 1)
    assert 0.6 < pact.mean() < 0.95


def test_every_alliance_has_obligations_that_last_as_long_as_it_does(world):
    names = ["defense", "offense", "neutral", "nonagg", "consul"]
    assert (world.obligations[names].sum(axis=1) > 0).all()
    assert (world.obligations.groupby("alliance")[names].nunique() == 1).all(axis=None)
    spans = world.obligations.groupby("alliance")["year"].agg(["min", "max", "size"])
    np.testing.assert_array_equal(spans["max"] - spans["min"] + 1, spans["size"])
    assert len(world.obligations) == world.dyads["ally_any"].sum()

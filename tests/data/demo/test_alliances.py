import pandas as pd
import statsmodels.api as sm

from entente.data.demo.alliances import COEFFICIENTS, OBLIGATIONS, design


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
    degree = 2 * ties / world.tables["states"].groupby("year").size()
    assert 2.5 < degree.mean() < 6
    assert degree.nunique() > 30
    pact = world.tables["alliances"]["defense"] | world.tables["alliances"]["offense"]
    assert 0.6 < pact.mean() < 0.95


def test_every_alliance_has_obligations_that_last_as_long_as_it_does(world):
    key = ["year", "ccode1", "ccode2"]
    alliances = world.tables["alliances"].merge(world.dyads, on=key)
    assert len(alliances) == len(world.tables["alliances"]) == world.dyads["ally_any"].sum()
    assert alliances[list(OBLIGATIONS)].any(axis=1).all()
    number = (~alliances["ally_any_before"]).cumsum()
    assert (alliances.groupby(number)[list(OBLIGATIONS)].nunique() == 1).all(axis=None)

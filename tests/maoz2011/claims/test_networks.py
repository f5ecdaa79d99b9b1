"""The networks of named years, as the paper draws them and otherwise."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import zipfian

from entente.judging.verdicts import CONTRADICTED, NOT_TESTABLE, SUPPORTED
from entente.studies.maoz2011.claims.actual_networks import cliques, components, network
from entente.studies.maoz2011.claims.networks import _fitted

from .worlds import ALONE, PACTS_1870, evidence, reason, verdict, world


@pytest.mark.parametrize("claim_id", ["p03-02", "p03-03", "p03-04"])
def test_1870_as_the_paper_draws_it(claim_id):
    assert verdict(claim_id, world(PACTS_1870)) == SUPPORTED


@pytest.mark.parametrize(
    ("claim_id", "change"),
    [
        ("p03-02", [(2, 70)]),  # a second pair
        ("p03-02", [(140, 155)]),  # the pair joins the bloc
        ("p03-03", [(2, 130)]),  # a bloc of five
        ("p03-04", [(220, 300), (220, 245), (220, 267)]),  # France is as central
    ],
)
def test_another_1870_contradicts_it(claim_id, change):
    assert verdict(claim_id, world([*PACTS_1870, *change])) == CONTRADICTED


def test_a_bloc_of_four_is_a_clique():
    chain = [pair for pair in PACTS_1870 if pair != (130, 155)]
    assert verdict("p03-03", world(chain)) == CONTRADICTED


@pytest.mark.parametrize("claim_id", ["p03-01", "p03-02", "p03-04", "p03-08", "p04-01", "p31-01", "p33-01"])
def test_a_run_without_the_year_cannot_tell(claim_id):
    found = world(PACTS_1870, year=1900)
    assert verdict(claim_id, found) == NOT_TESTABLE
    assert reason(claim_id, found).startswith("the run covers 1900–1900, not 18")


def test_a_run_without_the_states_cannot_tell():
    found = world([(2, 70)], alone=[365])
    assert reason("p03-02", found) == "no state 140, 160 in 1870"


def test_properties_hold_on_any_network():
    found = world(PACTS_1870)
    assert verdict("p03-07", found) == SUPPORTED
    assert verdict("p04-03", found) == SUPPORTED


def test_components_and_cliques_of_a_network():
    found = network(world([(1, 2), (2, 3)], alone=[9]), 1870)
    assert components(found) == [[1, 2, 3], [9]]
    assert cliques(found).tolist() == [[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]]


def test_a_year_without_pacts_is_a_network_without_ties():
    found = network(world([], alone=ALONE), 1870)
    assert components(found) == [[2], [70], [365]]
    assert not found.edges


def test_a_power_law_and_a_poisson_distribution_are_told_apart():
    def fitted(degrees):
        return _fitted(evidence({"state_years": pd.DataFrame({"allies_pact": degrees})}))

    generator = np.random.default_rng(3)
    exponent, power, poisson = fitted(zipfian.rvs(2.5, 5000, size=20000, random_state=generator))
    assert exponent == pytest.approx(2.5, abs=0.08)
    assert power > poisson
    _, power, poisson = fitted(generator.poisson(6, 5000))
    assert poisson > power

"""Verdicts on the parts of propositions, by both kinds of standard errors."""

import numpy as np
import pytest

from entente.core.errors import ConfigurationError
from entente.judging.propositions.judgements import COLUMNS, judged_coefficients

from .stores import CLAIMS, PROPOSITIONS, TITLES, write_store

STORE = {
    ("first_model", "pact"): {
        "printed": (1.0, 0.1),
        "dyad_clustered": (1.0, 0.2),
        "dyadic_robust": (1.0, 0.3),
    },
    ("first_model", "any"): {"printed": (1.0, 0.1), "newey_west": (1.0, 0.9)},
    ("second_model", "pact"): {"printed": (-1.0, 0.1), "state_clustered": (-1.0, 0.2)},
    ("second_model", "any"): {},
}


def judged(folder, store=STORE):
    return judged_coefficients(PROPOSITIONS, CLAIMS, TITLES, write_store(folder, store))


def test_each_coefficient_is_judged_by_both_kinds_of_standard_errors(tmp_path):
    table = judged(tmp_path)
    assert list(table.columns) == list(COLUMNS)
    keys = ["part", "model", "alliance", "printed_verdict", "verdict", "robust_variance"]
    found = table[keys].astype(object).where(table[keys].notna(), None).to_numpy().tolist()
    assert found == [
        ["a", "first_model", "pact", "supported", "supported", "dyadic_robust"],
        ["a", "second_model", "pact", "contradicted", "contradicted", "state_clustered"],
        ["a", "first_model", "any", "supported", "undetermined", "newey_west"],
        ["a", "second_model", "any", "undetermined", "undetermined", None],
        ["b", "second_model", "pact", "supported", "supported", "state_clustered"],
    ]
    assert table["reason"].tolist() == ["", "", "", "not enough", ""]
    assert table["n"].tolist()[:3] == [100, 100, 100]
    assert table["claim"].tolist()[-1] == CLAIMS["claim"].iloc[1]


def test_intervals_are_those_of_the_store(tmp_path):
    row = judged(tmp_path).iloc[0]
    assert (row["estimate"], row["printed_std_error"], row["robust_std_error"]) == (1.0, 0.1, 0.3)
    np.testing.assert_allclose(row[["printed_low", "printed_high"]].astype(float), [0.804, 1.196])
    np.testing.assert_allclose(row[["robust_low", "robust_high"]].astype(float), [0.412, 1.588])


def test_a_robust_variance_that_gives_no_standard_error_gives_way_to_the_next(tmp_path):
    row = STORE["first_model", "pact"] | {"dyadic_robust": (1.0, np.nan)}
    table = judged(tmp_path, {**STORE, ("first_model", "pact"): row})
    assert table.loc[0, ["robust_variance", "verdict"]].tolist() == ["dyad_clustered", "supported"]


def test_without_a_robust_standard_error_nothing_is_supported(tmp_path):
    table = judged(tmp_path, {**STORE, ("first_model", "pact"): {"printed": (1.0, 0.1)}})
    assert table.loc[0, ["printed_verdict", "verdict"]].tolist() == ["supported", "undetermined"]
    assert table.loc[0, "reason"] == "no robust standard error"


def test_a_claim_that_there_is_not_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="P1, part b: there is no claim p07-06"):
        judged_coefficients(PROPOSITIONS, CLAIMS.head(1), TITLES, write_store(tmp_path, STORE))

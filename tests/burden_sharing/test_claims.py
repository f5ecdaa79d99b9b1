"""Claims on ties, demand and free riding: each function on small tables whose answer is known."""

import numpy as np
import pandas as pd
import pytest

from entente.judging.claims.declaration import check_names, read_claims
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable
from entente.regressions.declaration import read_regressions
from entente.studies.burden_sharing.claims.functions import FUNCTIONS
from entente.studies.burden_sharing.evidence_tables import COLUMNS
from entente.studies.burden_sharing.units import UNITS


def evidence_table(*rows):
    """Rows of table, column, term, estimate, se, p and n."""
    named = ["table", "column", "term", "estimate", "se", "p", "n"]
    return pd.DataFrame(rows, columns=named).reindex(columns=COLUMNS)


def asked(function, tables, **arguments):
    return list(FUNCTIONS[function](Evidence(tables, FUNCTIONS), **arguments))


def test_claims_name_regressions_and_terms_that_there_are(root):
    path = root / "config/burden_sharing/claims.yaml"
    claims = read_claims(path)
    check_names(claims, read_regressions(root / "config/burden_sharing/models", UNITS), [], path)
    # Sources and estimators are told apart by the end of what a claim says.
    assert len({claim.says for claim in claims.claims.values()}) == len(claims.claims)


@pytest.mark.parametrize(("se", "verdict"), [(0.05, "supported"), (0.04, "contradicted")])
def test_an_interval_covers_what_is_printed_or_does_not(se, verdict):
    effort = evidence_table(
        ("effort_process", "effort_dca", "degree", 0.0, se, 0.5, 99),
        ("effort", "printed:model_3", "degree", 0.09, 0.02, np.nan, np.nan),
    )
    arguments = {"regression": "effort_dca", "term": "degree", "printed": "model_3"}
    [part] = asked("covers_print", {"effort": effort}, **arguments)
    assert part.verdict == verdict and part.clause.endswith("0.09")
    with pytest.raises(NotTestable, match="degree of effort_arms was not estimated"):
        asked("covers_print", {"effort": effort}, **arguments | {"regression": "effort_arms"})


@pytest.mark.parametrize(
    ("short", "rho", "verdicts"),
    [
        (-0.1, 0.8, ["supported", "supported"]),
        (0.1, 0.8, ["contradicted", "supported"]),
        (-0.1, -0.5, ["supported", "contradicted"]),
        (-0.1, 0.05, ["supported", "undetermined"]),
    ],
)
def test_the_long_run_is_larger_where_habit_lasts(short, rho, verdicts):
    determinants = evidence_table(
        ("demand", "demand_1968", "allied", short, 0.01, 0, 99),
        ("demand", "demand_1968", "previous", rho, 0.05, 0, 99),
        ("demand", "demand_1968", "long_run_allied", short / (1 - rho), 0.01, 0, 99),
    )
    arguments = {"regression": "demand_1968", "term": "allied", "lagged": "previous"}
    found = asked("larger_in_the_long_run", {"determinants": determinants}, **arguments)
    assert [part.verdict for part in found] == verdicts
    assert f"it is {1 / (1 - rho):.3g} times the short-run one" in found[1].clause


@pytest.fixture
def responses():
    """Nine allies below 1, of whom eight by more than chance, one above; one without an estimate."""
    rows = []
    for ally, value in enumerate([0.1] * 8 + [0.9, 1.5, np.nan]):
        p = 0.01 if value < 0.5 else 0.6
        rows.append(("growth_responses", f"sipri:{ally}", "leader", value, 0.3, 0.2, 33))
        if value == value:
            rows.append(("growth_responses", f"sipri:{ally}", "leader_below_1", value, 0.3, p, 33))
    rows.append(("growth_responses", "sipri", "rank_correlation_with_gdp", -0.8, np.nan, 0.005, 10))
    rows.append(("growth_responses", "nmc", "rank_correlation_with_gdp", 0.2, np.nan, 0.58, 10))
    return evidence_table(*rows)


def test_who_rides_is_counted_among_allies_with_a_response(responses):
    tables, within = {"determinants": responses}, (0.9, 1)
    [all_of_them] = asked("share_of_riders", tables, source="sipri", within=within)
    assert (all_of_them.value, all_of_them.verdict) == (0.9, "supported")
    [tested] = asked("share_of_riders", tables, source="sipri", within=within, significant=True)
    assert (tested.value, tested.verdict) == (0.8, "contradicted")
    with pytest.raises(NotTestable, match="no ally has enough years"):
        asked("share_of_riders", tables, source="nmc", within=within)


def test_size_matters_by_the_p_of_the_rank_correlation(responses):
    tables = {"determinants": responses}
    [of_sipri], [of_nmc] = (asked("size_of_riders", tables, source=source) for source in ("sipri", "nmc"))
    assert (of_sipri.verdict, of_nmc.verdict) == ("contradicted", "supported")
    assert of_sipri.low < -0.8 < of_sipri.high < 0 < of_nmc.high < 1


def test_alliances_respond_by_their_own_interval_and_together_by_the_mean():
    each = pd.DataFrame({"source": "nmc", "pooled": [0.5, 0.1, -0.5, 0.0], "pooled_se": 0.1})
    tables = {
        "weight_responses": each,
        "determinants": evidence_table(("weight_responses", "nmc", "mean", -0.3, 0.1, 0.003, 4)),
    }
    [share] = asked("share_of_responding_alliances", tables, source="nmc", within=(0, 0.3))
    assert (share.value, share.verdict) == (0.25, "supported")
    [mean] = asked("mean_response_of_alliances", tables, source="nmc")
    assert (mean.value, mean.verdict) == (-0.3, "contradicted")
    for function, more in (
        ("share_of_responding_alliances", {"within": (0, 1)}),
        ("mean_response_of_alliances", {}),
    ):
        with pytest.raises(NotTestable, match="no responses of alliances"):
            asked(function, tables, source="sipri", **more)

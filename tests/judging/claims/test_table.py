"""The table of claims: verdicts, and what the paper's own tables say."""

import math

import pandas as pd
import pytest

from entente.core.errors import SchemaError
from entente.judging.claims.effects import add_coefficients, add_comparisons, cells
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable, Remark, directed, holds
from entente.judging.claims.registry import Family
from entente.judging.claims.table import claims_table
from entente.judging.intervals import Estimate
from entente.studies.maoz2011.claims.page import claims_page

from ...maoz2011.claims.worlds import regressions

CELL = ("table1_degree_baseline", "pact", "status")


def _claims(*ids):
    return pd.DataFrame(
        [(claim_id, "19", f"claim {claim_id}", "how", "+") for claim_id in ids],
        columns=["claim_id", "page", "claim", "what_to_compute", "direction_or_value"],
    )


@pytest.fixture
def family():
    family = Family()
    add_coefficients(family, "p19-01", cells("table1_degree_baseline", "status"), directed, 1)
    add_comparisons(family, "p19-02", [((CELL[0], "n", ""), (CELL[0], "rho", ""))])

    @family.claim("p19-03", "A property.")
    def _(evidence):
        yield holds(True, "it holds", 3)
        yield Remark("And more.")

    @family.claim("p19-04", "Nothing.")
    def _(evidence):
        raise NotTestable("nobody published it")

    return family


def _table(family, ours, printed, variant):
    def of(estimate):
        return regressions({CELL: estimate}, {(CELL[0], "pact", "n"): 5.0})

    table = claims_table(
        _claims(*family), family, Evidence({}, of(ours)), of(printed), {"robust": of(variant)}
    )
    return table.set_index("claim_id")


UP, DOWN, OPEN = Estimate(1, 0.5, 1.5, 0.01), Estimate(-1, -1.5, -0.5, 0.01), Estimate(1, -1, 3, 0.3)


def test_verdicts_numbers_and_sentences(family):
    table = _table(family, UP, UP, UP)
    row = table.loc["p19-01"]
    assert row["verdict"] == "supported"
    assert row["estimate"] == 1 and row["ci_low"] == 0.5 and row["p_value"] == 0.01
    assert (
        row["sentence"]
        == "Supported: the coefficient of status (Table 1, degree, baseline) is 1 (0.5 to 1.5)."
    )
    assert row["remark"] == ""
    assert table.at["p19-02", "verdict"] == "not testable"
    assert table.at["p19-02", "sentence"] == "Not testable: there is no rho (Table 1, degree, baseline)."
    assert (table.at["p19-03", "estimate"], table.at["p19-03", "remark"]) == (3, "And more.")
    assert table.at["p19-04", "sentence"] == "Not testable: nobody published it."
    assert math.isnan(table.at["p19-04", "estimate"])


def test_the_papers_own_tables_are_put_to_the_same_test(family):
    remark = _table(family, UP, DOWN, UP).at["p19-01", "remark"]
    assert remark == (
        "The paper's own tables contradict it: they print that the coefficient of status (Table 1, degree, "
        "baseline) is -1 (-1.5 to -0.5)."
    )
    assert "leave it open" in _table(family, UP, OPEN, UP).at["p19-01", "remark"]


def test_a_verdict_that_a_variant_changes_is_remarked(family):
    assert _table(family, UP, UP, OPEN).at["p19-01", "remark"] == "With robust standard errors: undetermined."
    assert _table(family, DOWN, UP, DOWN).at["p19-01", "verdict"] == "contradicted"


def test_a_claim_without_a_test_is_refused(family):
    with pytest.raises(SchemaError, match="p19-05"):
        claims_table(_claims(*family, "p19-05"), family, Evidence({}, regressions()), regressions(), {})


def test_the_page_counts_verdicts_and_ends_with_the_rules(family):
    table = _table(family, UP, DOWN, UP).reset_index()
    page = claims_page(table, (1900, 1959)).marked("DEMO")
    assert "**DEMO**" in page and "1900–1959" in page
    assert "| supported | 2 |" in page and "| not testable | 2 |" in page
    assert "1 claims are contradicted or left open by numbers that the paper itself prints: p19-01." in page
    assert page.index("## Page 19") < page.index("## How to read this")

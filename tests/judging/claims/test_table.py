"""The table of claims: verdicts, and what the paper's own tables say."""

import math

import pytest

from entente.core.errors import ConfigurationError
from entente.judging.claims.declaration import Claims, read_claims
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable, Remark, holds
from entente.judging.claims.table import claims_table, page_values
from entente.judging.intervals import Estimate
from entente.reporting.pages import PAGES, Page

from .small import regressions

CELL = ("table1_degree_baseline", "pact", "status")

DECLARED = """
paper: Somebody (2000)
alliance: pact
titles: {table1: Table 1}
bounds: {high: 0.5}
notes: ["**High** is {high}."]
claims:
  p19-01: {says: a, prints: +, test: {coefficient: status, of: table1_degree_baseline, sign: positive}}
  p19-02: {says: b, prints: +, computes: It., test: {statistic: rho, of: table1_degree_baseline, at_least: 0}}
  p19-03: {says: c, prints: +, test: {function: property_}}
  p19-04: {says: d, prints: +, test: {function: nothing}}
"""


def property_(_):
    """A property."""
    yield holds(True, "it holds", 3)
    yield Remark("And more.")


def nothing(_):
    """Nothing."""
    raise NotTestable("nobody published it")


@pytest.fixture
def claims(tmp_path) -> Claims:
    path = tmp_path / "claims.yaml"
    path.write_text(DECLARED, encoding="utf-8")
    return read_claims(path)


def _table(claims, ours, printed, robust):
    def of(estimate):
        return regressions({CELL: estimate}, {(CELL[0], "pact", "n"): 5.0})

    tables = of(ours)
    tables.robust.update({CELL: robust})
    tables.terms[CELL[0], "any", "status"] = ours
    known = Evidence({}, {"property_": property_, "nothing": nothing}, tables, of(printed))
    return claims_table(claims.claims, known, "claims.yaml").set_index("claim_id")


UP, DOWN, OPEN = Estimate(1, 0.5, 1.5, 0.01), Estimate(-1, -1.5, -0.5, 0.01), Estimate(1, -1, 3, 0.3)


def test_verdicts_numbers_and_sentences(claims):
    table = _table(claims, UP, UP, UP)
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
    assert table.at["p19-02", "computed"] == "It."
    assert (table.at["p19-03", "estimate"], table.at["p19-03", "remark"]) == (3, "And more.")
    assert table.at["p19-03", "computed"] == "A property."
    assert table.at["p19-04", "sentence"] == "Not testable: nobody published it."
    assert math.isnan(table.at["p19-04", "estimate"])


def test_the_papers_own_tables_are_put_to_the_same_test(claims):
    remark = _table(claims, UP, DOWN, UP).at["p19-01", "remark"]
    assert remark == (
        "The paper's own tables contradict it: they print that the coefficient of status (Table 1, degree, "
        "baseline) is -1 (-1.5 to -0.5)."
    )
    assert "leave it open" in _table(claims, UP, OPEN, UP).at["p19-01", "remark"]


def test_a_verdict_that_a_variant_changes_is_remarked(claims):
    assert _table(claims, UP, UP, OPEN).at["p19-01", "remark"] == "With robust standard errors: undetermined."
    assert _table(claims, DOWN, UP, DOWN).at["p19-01", "verdict"] == "contradicted"


@pytest.mark.parametrize(("ours", "verdict"), [(UP, "by construction"), (DOWN, "contradicted")])
def test_what_cannot_fail_does_not_count_as_supported_and_is_contradicted_if_it_fails(
    tmp_path, ours, verdict
):
    path = tmp_path / "claims.yaml"
    path.write_text(DECLARED.replace("says: a,", "says: a, by_construction: true,"), encoding="utf-8")
    claims = read_claims(path)
    table = _table(claims, ours, UP, ours)
    assert table.at["p19-01", "verdict"] == verdict
    assert table.at["p19-01", "sentence"].startswith(verdict.capitalize() + ": the coefficient")
    page = Page(PAGES / "judging/claims.md.j2", **page_values(table.reset_index(), claims, (1900, 1959)))
    assert f"| {verdict} | 1 |" in page.marked("") and "| supported | 1 |" in page.marked("")


@pytest.mark.parametrize("told", ["", "computes: It., "])
def test_a_test_that_cannot_be_put_names_file_and_claim(tmp_path, told):
    path = tmp_path / "claims.yaml"
    path.write_text(DECLARED.replace("test: {function: property_", told + "test: {function: propertie"))
    known = Evidence({}, {"property_": property_, "nothing": nothing}, regressions(), regressions())
    with pytest.raises(ConfigurationError, match="yaml: p19-03, test: there is no function propertie; near"):
        claims_table(read_claims(path).claims, known, path)


def test_the_page_counts_verdicts_and_ends_with_the_rules(claims):
    table = _table(claims, UP, DOWN, UP).reset_index()
    page = Page(PAGES / "judging/claims.md.j2", **page_values(table, claims, (1900, 1959))).marked("DEMO")
    assert "**DEMO**" in page and "What Somebody (2000) says" in page and "1900–1959" in page
    assert "| supported | 2 |" in page and "| not testable | 2 |" in page
    assert "1 claims are contradicted or left open by numbers that the paper itself prints: p19-01." in page
    assert page.index("## Page 19") < page.index("## How to read this") < page.index("**High** is 0.5.")

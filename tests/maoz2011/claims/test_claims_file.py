"""The claims of the text as they are declared."""

import pytest
import yaml

from entente.judging.claims.declaration import check_names
from entente.judging.claims.forms import Function, Quantity
from entente.regressions.declaration import read_regressions
from entente.studies.maoz2011.claims.functions import FUNCTIONS
from entente.studies.maoz2011.units import UNITS

from .worlds import CONFIG, as_printed, declared, evidence


def test_all_claims_are_declared_in_order():
    claims = declared().claims
    assert len(claims) == 194
    assert list(claims) == sorted(claims)


def test_models_terms_and_statistics_are_those_of_the_study():
    statistics = {key[2] for key in as_printed().statistics}
    check_names(declared(), read_regressions(CONFIG / "models", UNITS), statistics, "claims.yaml")


@pytest.mark.parametrize("claim_id", declared().claims)
def test_every_claim_says_in_a_sentence_what_it_computes(claim_id):
    computed = declared().claims[claim_id].computed(evidence())
    assert computed.endswith(".") and "{" not in computed
    assert computed[0].isupper()


def test_every_function_is_a_test_or_rows_of_a_claim():
    forms = [form for claim in declared().claims.values() for form in claim.test]
    named = {form.function for form in forms if isinstance(form, Function)}
    rows = {form.rows for form in forms if isinstance(form, Quantity)} & set(FUNCTIONS)
    # Rows that other functions ask for.
    assert set(FUNCTIONS) == named | rows | {"predicted_dyads", "not_yet_allied", "costs", "pairs"}
    assert not named & rows


def test_what_cannot_fail_is_marked():
    marked = [name for name, claim in declared().claims.items() if claim.by_construction]
    assert marked == [
        *("p03-07", "p04-03", "p04-04", "p11-02", "p12-02", "p13-01", "p13-04"),
        *("p15-02", "p15-03", "p17-01", "p20-12", "p28-01", "p38-01", "p40-01"),
    ]


def test_notes_name_bounds_that_there_are():
    for note in declared().notes:
        assert "{" not in note.format(**declared().bounds)


def test_bounds_are_given_once():
    """Each is an anchor that tests refer to."""
    text = (CONFIG / "claims.yaml").read_text(encoding="utf-8")
    for name in yaml.safe_load(text)["bounds"]:
        assert text.count(f"*{name}}}") + text.count(f"*{name},") >= 1, name

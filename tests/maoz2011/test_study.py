"""Groups of coefficients are of terms that are printed."""

from entente.reporting.printed_numbers import read_printed
from entente.studies.maoz2011.study import TERM_GROUPS


def test_groups_are_of_printed_terms(root):
    terms = {number.term for number in read_printed(root / "config/maoz2011/printed/tables.csv")}
    chosen = {name: set(filter(belongs, terms)) for name, belongs in TERM_GROUPS.items()}
    assert terms - chosen["Without constants and persistence"] == {
        "constant",
        "status",
        "non_alliance_years",
        "rho",
    }
    assert chosen["The model's prediction"] == {
        "abm_expected_allies",
        "abm_predicted_alliance",
        "abm_network_characteristic",
        "abm_predicted_polarization",
    }

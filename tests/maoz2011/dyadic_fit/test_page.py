"""The page on what carries the fit: its sentences are computed, its columns are taken apart rightly."""

import numpy as np
import pandas as pd
import pytest

from entente.reporting.pages import PAGES, Page
from entente.reporting.printed_numbers import read_printed
from entente.reporting.table_specification import printed_beside, read_table_specification
from entente.studies.maoz2011.dyadic_fit.fits import COLUMNS, MEASURES
from entente.studies.maoz2011.dyadic_fit.page import page_values, with_printed

R2 = {
    "lagged_outcome": 0.8,
    "durations": 0.7,
    "lagged_outcome+durations": 0.85,
    "last": 0.01,
    "distance+last": 0.2,
    "distance+durations": 0.74,
    "distance+durations+last": 0.75,
    "lagged_outcome+durations+last": 0.8512,
}


def fits(r2=R2, reason=""):
    """A table of fits in which pacts fit a tenth less well, and new alliances half as well."""
    rows = []
    for alliance, less in (("any", 0.0), ("pact", 0.1)):
        for dyads, share in (("all", 1.0), ("new", 0.5)):
            for model, value in r2.items():
                own = model == "distance+durations+last" and dyads == "all"
                rows.append(
                    {
                        **dict.fromkeys(MEASURES, 0.5),
                        "alliance": alliance,
                        "sample": "all",
                        "dyads": dyads,
                        "model": model,
                        "description": f"about {model}",
                        "terms": model,
                        "column": "table2_last" if own else "",
                        "n": 5000 if dyads == "all" else 4000,
                        "allied": 500 if dyads == "all" else 20,
                        "unknown_before": 0,
                        "base_rate": 0.1 if dyads == "all" else 0.005,
                        "pseudo_r2": (value - less) * share,
                        "prediction_coefficient": 1.5 if dyads == "all" else -0.25,
                        "reason": reason,
                    }
                )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def page_of(table, label=""):
    values = page_values(table, {"all": "every dyad-year"})
    return Page(PAGES / "maoz2011/dyadic_fit.md.j2", **values).marked(label)


@pytest.fixture
def printed(root):
    config = root / "config/maoz2011"
    columns = read_table_specification(config / "tables/table2.yaml")
    return printed_beside([columns], read_printed(config / "printed/tables.csv"))


def test_the_printed_fit_stands_beside_the_columns_it_is_of(printed):
    table = with_printed(fits(), printed)
    own = table[table["column"] == "table2_last"].set_index("alliance")
    assert own["printed_pseudo_r2"].to_dict() == {"any": 0.739, "pact": 0.716}
    assert own["printed_marginal_improvement_in_fit"].to_dict() == {"any": 0.749, "pact": 0.674}
    assert table.loc[table["column"] == "", "printed_pseudo_r2"].isna().all()


def test_the_sentences_are_those_of_the_numbers(printed):
    page = page_of(with_printed(fits(), printed))
    for words in (
        "The R² that Table 2 prints are 0.716 to 0.739.",
        "Its last column has 0.750 / 0.650 here, on 5,000 dyad-years, of which 10.0 % are allied.",
        "gives an R² of 0.800 / 0.700 by itself, the two durations 0.700 / 0.600, both together 0.850 / ",
        "Without its durations the last column has 0.200 / 0.100.",
        "Of the 2 columns estimated, 2 fit their own rows less well",
        "gives an R² of 0.0100 / -0.0900 by itself",
        "It adds 0.0100 / 0.0100 to distance and durations, with a coefficient of 1.500 / 1.500, and "
        "0.0012 / 0.0012 to persistence.",
        "Of 4,000 dyad-years that were not allied, 20 (0.50 %) became so.",
        "an R² of 0.375 / 0.325 there, of which the prediction adds 0.0050 / 0.0050, with a coefficient of "
        "-0.250 / -0.250",
    ):
        assert words in page, words


def test_columns_are_taken_apart(printed):
    page = page_of(with_printed(fits(), printed))
    assert "| any alliance | last | 0.739 | 0.750 | 0.200 | 0.740 | 0.010 | 0.700 | 0.800 | 0.850 |" in page
    assert "| pacts | last | 0.325 | 0.050 | 0.320 | -0.045 | 0.300 | 0.500 | 0.500 |" in page


def test_a_model_without_estimate_is_said_not_to_have_one(printed):
    table = fits(reason="status separates the outcome")
    table[[*MEASURES, "prediction_coefficient"]] = np.nan
    page = page_of(with_printed(table, printed), "DEMO")
    assert "no estimate / no estimate" in page
    assert "- about durations: status separates the outcome" in page
    assert "Of the 0 columns estimated, 0 fit" in page
    assert "**DEMO**" in page
    assert "nan" not in page

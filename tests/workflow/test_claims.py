"""The claims of the text on the demo world: all are judged, and a new one is an entry of the file."""

import pandas as pd
import pytest

from entente.judging.claims.declaration import read_claims

CLAIMS = "config/maoz2011/claims.yaml"
TABLE = "results/demo/maoz2011/tables/claims.csv"
NEW = """
  p99-01: {says: There are states, prints: +, computes: States and years.,
    test: {mean: year, rows: state_years, above: 1800, name: the mean year}}
"""


def test_every_claim_is_judged_on_the_demo(demo):
    table = pd.read_csv(demo.folder / TABLE).set_index("claim_id")
    assert list(table.index) == list(read_claims(demo.folder / CLAIMS).claims)
    untestable = table[table["verdict"] == "not testable"]
    assert len(untestable) < 30
    assert untestable["sentence"].str.contains("the run covers|not estimated|not compared|there is no").all()


def test_a_new_claim_is_an_entry_of_the_file(finished):
    path = finished.folder / CLAIMS
    path.write_text(path.read_text(encoding="utf-8") + NEW.lstrip("\n"), encoding="utf-8")
    finished.snakemake(TABLE)
    table = pd.read_csv(finished.folder / TABLE).set_index("claim_id")
    assert table.at["p99-01", "verdict"] == "supported"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            ("than: table2_last", "than: table2_lost"),
            ["table2_lost is no regression", "near it are table2_last"],
        ),
        (
            ("function: growing_density", "functoin: growing_density"),
            ["p03-01, test", "near it are function"],
        ),
    ],
)
def test_a_claim_that_cannot_be_tested_is_refused_before_anything_runs(checkout, change, said):
    bare = checkout("claims")
    path = bare.folder / CLAIMS
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    printed = bare.snakemake("--dry-run", ok=False)
    for part in [CLAIMS, *said]:
        assert part in printed
    assert "Traceback" not in printed

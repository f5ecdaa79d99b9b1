"""The page of readings: verdicts in short, parts in full, reasons where there is no number."""

import numpy as np
import pytest

from entente.random_systems.findings import READINGS, findings
from entente.random_systems.regressions import regressions
from entente.tables.random_findings import random_findings_page

from ..random_systems.synthetic import AS_READ, random_runs


@pytest.fixture(scope="module")
def table():
    runs = random_runs(AS_READ, 200).assign(cooperation_density=0.1)
    return findings(runs, regressions(runs), seed=1)


def test_the_summary_counts_the_parts_of_each_reading(table):
    page = random_findings_page(table)
    parts = table.groupby("reading", sort=False)["verdict"].value_counts().unstack(fill_value=0)
    for reading, words in READINGS.items():
        counts = parts.loc[reading]
        line = next(line for line in page.splitlines() if line.startswith(f"| {reading}. {words} |"))
        assert line.endswith(
            f"| {counts.sum()} | {counts.get('supported', 0)} | {counts.get('not supported', 0)} | "
            f"{counts.get('undetermined', 0)} |"
        )
        assert f"## {reading}. {words}" in page


def test_every_part_has_its_row_with_verdict_and_interval(table):
    lines = random_findings_page(table).splitlines()
    for row in table.itertuples():
        (line,) = (line for line in lines if line.startswith(f"| {row.claim} |"))
        assert line.endswith(f"| {row.runs} | {row.dropped} | {row.verdict} |")
        if not np.isnan(row.estimate):
            assert f"| {row.estimate:.3f} | {row.ci_low:.3f} | {row.ci_high:.3f} |" in line


def test_what_was_not_computed_is_said_under_its_reading(table):
    page = random_findings_page(table)
    section = page[page.index("## iii.") : page.index("## iv.")]
    assert section.count("not computed: does not vary, left out.") == 4
    assert "not computed" not in page[page.index("## i.") : page.index("## iii.")]


def test_the_label_is_on_the_page_only_where_there_is_one(table):
    assert "**DEMO**" in random_findings_page(table, "DEMO")
    assert "**" not in random_findings_page(table)[: random_findings_page(table).index("## How")]

"""Sensitivity of the demo world: the baseline is the run, and a variant what a run of its own would be."""

import numpy as np
import pandas as pd

KEY = ["quantity", "series"]


def of_variant(folder, name):
    table = pd.read_csv(folder / "tables/sensitivity.csv")
    return table[table["variant"] == name].set_index(KEY)


def moments(folder):
    return pd.read_csv(folder / "tables/text_moments.csv").set_index(KEY)


def test_the_baseline_has_the_moments_of_the_run(demo):
    folder = demo.study
    expected = moments(folder)
    found = of_variant(folder, "baseline").loc[expected.index]
    assert (found["reproduced"] == expected["reproduced"]).all()
    assert (found["printed"] == expected["printed"]).all()


def test_a_variant_is_what_a_run_of_its_own_would_be(demo, finished):
    (finished.folder / "config/other.yaml").write_text("maoz2011: {srg: {alliance: any}}\n")
    finished.snakemake("results/demo/maoz2011/tables/text_moments.csv", config=("demo.yaml", "other.yaml"))
    expected = moments(finished.study)["reproduced"]
    assert not np.array_equal(expected, moments(demo.study)["reproduced"])
    found = of_variant(demo.study, "srg_alliance-any")
    pd.testing.assert_series_equal(found.loc[expected.index, "reproduced"], expected, rtol=0, atol=0)


def test_editing_one_variant_runs_it_alone_and_a_label_none(finished):
    listed = finished.folder / "config/maoz2011/sensitivity.yaml"
    shipped = listed.read_text()
    assert "[D, JC, EE]" in shipped and "label: in t}" in shipped
    listed.write_text(
        shipped.replace("label: in t}", "label: in the year}").replace("[D, JC, EE]", "[JC, D, EE]")
    )
    outputs = finished.outputs()
    again = outputs.loc[outputs["again"], "rule"]
    variants = again.index[again == "maoz2011_sensitivity_variant"]
    assert {name.split("/")[-2] for name in variants} == {"rules_modules-JC_D_EE"}
    assert "maoz2011_sensitivity" in set(again)


def test_a_wrong_list_is_refused_before_anything_runs(checkout):
    bare = checkout("sensitivity")
    listed = bare.folder / "config/maoz2011/sensitivity.yaml"
    listed.write_text(listed.read_text().replace("value: war_sides", "value: war_side"))
    printed = bare.snakemake("--dry-run", ok=False)
    assert "srg.wars: values.2 is 'war_side': it should be" in printed
    assert "Traceback" not in printed

"""What runs again: one target, one module, one switch."""

import pytest

from entente.core.import_closure import import_closure

#: Scripts of no rule of the demo run: what all import, what fetches and reads published files, what is made
#: where it is asked for, and what needs history.
OF_NO_RULE = {"_job", "retrieve", "tidy", "export"}
OF_HISTORY = {"nato", "nato_map", "nato_curve", "collective_nato", "facts"} | {
    "repository",
    "panels",
    "layers_figure",
    "exploitation",
    "exploitation_figures",
    "source_agreement",
    "repository_coverage",
    "laid_out_table",
    "burden_sensitivity",
    "burden_sensitivity_variant",
    "regression_rows",
    "determinants",
    "consequences",
    "evidence_figures",
    "shares_on_history",
    "needs_on_history",
    "needs_scores",
    "actors_on_history",
    "actor_end_states",
    "actor_responses",
    "rule_set_figures",
    "models_page",
    "burden_counterfactual",
    "burden_counterfactuals_page",
}


def script_of(rule, scripts):
    """The script that the rule, or the family of rules, is named after: None if there is none."""
    studies = ("maoz2011", "games", "experiments", "burden_sharing")
    name = next((rule.removeprefix(f"{study}_") for study in studies if rule.startswith(f"{study}_")), rule)
    return max((script for script in scripts if f"{name}_".startswith(f"{script}_")), key=len, default=None)


def test_a_second_run_has_nothing_to_do_though_a_module_was_touched(outputs):
    assert not outputs["again"].any()


def test_every_job_has_the_modules_that_its_script_imports_for_inputs(outputs, root):
    scripts = {path.stem: path for path in (root / "scripts").rglob("*.py")}
    estimators = set((root / "workflow/entente/regressions/estimators").glob("*.py"))
    used = {rule: script_of(rule, scripts) for rule in set(outputs["rule"])}
    assert set(used.values()) - {None} == set(scripts) - OF_NO_RULE - OF_HISTORY
    for rule, inputs in set(zip(outputs["rule"], outputs["inputs"], strict=True)):
        if used[rule] is None:
            continue
        # Of the estimators, a job imports those that its regressions name.
        left_out = estimators if used[rule] == "regressions" else ()
        imported = import_closure(scripts[used[rule]], left_out)
        assert {path.relative_to(root).as_posix() for path in imported} <= inputs, rule


def test_what_is_deleted_is_made_alone(finished):
    deleted = {
        "figures/figure5.pdf": "maoz2011_figure5",
        "abm/program/ties.parquet": "maoz2011_abm",
        "models/table1_degree_last/pact/terms.csv": "maoz2011_regressions_table1",
    }
    for name in deleted:
        (finished.study / name).unlink()
    outputs = finished.outputs(*(f"results/demo/maoz2011/{name}" for name in deleted))
    assert set(outputs.loc[outputs["again"], "rule"]) == set(deleted.values())
    assert not [name for name in outputs.index[outputs["again"]] if "abm/paper" in name]


@pytest.mark.parametrize("module", ["abm/simulation.py", "systems/dyad_attributes.py"])
def test_editing_a_module_makes_again_what_is_made_with_it_and_what_follows(finished, outputs, module):
    with (finished.folder / "workflow/entente" / module).open("a") as edited:
        edited.write("\n# edited\n")
    expected, changed = set(), {f"workflow/entente/{module}"}
    while changed:
        expected |= changed
        changed = {name for name, inputs in outputs["inputs"].items() if inputs & expected} - expected
    found = finished.outputs()["again"]
    assert 0 < found.sum() < len(found)
    assert set(found.index[found]) == expected - {f"workflow/entente/{module}"}


def test_the_window_of_the_reference_group_reruns_from_there_on(finished):
    (finished.folder / "config/window.yaml").write_text("maoz2011: {srg: {dispute_years: 3}}\n")
    outputs = finished.outputs(config=("demo.yaml", "window.yaml"))
    again = set(outputs.loc[outputs["again"], "rule"])
    assert {f"maoz2011_{rule}" for rule in ("threats", "srg", "abm", "figure5")} <= again
    kept = {f"maoz2011_{rule}" for rule in ("state_attributes", "dyad_attributes", "codebook")}
    assert not again & {"demo_world", "tidy", *kept}

"""What runs again: one target, one module, one switch."""

import pytest

from entente.core.import_closure import import_closure

pytestmark = pytest.mark.xdist_group("workflow")

#: Message of each rule whose job has a fixed one, and its script.
SCRIPTS = {
    "Generating the demo world": "demo_world",
    "Capability shares, regimes and major powers": "state_attributes",
    "Alliances, cooperation, distance and similarity of dyads": "dyad_attributes",
    "Direct threats: disputes, wars and rivalries within their windows": "threats",
    "Strategic reference groups": "srg",
    "State-year panel": "state_year",
    "Dyad-year panel": "dyad_year",
    "System-year panel": "system_year",
    "Running the model, rule set paper": "abm",
    "Measuring actual networks": "actual_networks",
    "Measuring expected networks, rule set paper": "network_series",
    "Counting what goes into the model": "inputs_series",
    "Ranges of random systems from the historical averages": "random_ranges",
    "Running the model on random systems, batch 0000000": "random_batch",
    "Counterfactual all_democratic": "counterfactual",
    "Regressions of table1": "regressions",
    "Collecting what was changed and dropped": "data_log",
    "Writing the codebook": "codebook",
    "Counting missing values by column and decade": "missing",
    "Comparing the moments printed in the text with ours": "text_moments",
    "Running variant baseline": "sensitivity_variant",
    "Comparing the variants": "sensitivity",
    "Responses of alliance networks to the inputs of random systems": "random_responses",
    "Regressions of alliance networks on the inputs of random systems": "random_regressions",
    "Testing what the paper reads from random data": "random_findings",
    "Table of regressions table1": "regression_table",
    "Judging every printed number by ours": "scorecard",
    "Drawing the scorecard": "figure_scorecard",
    "Table 2 with and without persistence, pact": "dyadic_fits",
    "Showing what carries the fit of Table 2": "dyadic_fit",
    "Judging the propositions part by part": "propositions",
    "Running the model with some of its modules only": "module_fits",
    "Judging the claims of the text": "claims",
    "Drawing Figure 4": "figure4",
    "Drawing Figure 5": "figure5",
    "Recording settings, software and data": "provenance",
}


def test_every_rule_with_a_script_of_its_own_is_listed(root):
    scripts = {path.stem for path in (root / "scripts").glob("*.py")}
    assert scripts - {"_job", "retrieve", "tidy"} == set(SCRIPTS.values())


def test_one_deleted_figure_is_redrawn_alone(finished):
    (finished.folder / "results/demo/maoz2011/figures/figure5.pdf").unlink()
    planned = finished.planned("results/demo/maoz2011/figures/figure5.pdf")
    assert set(planned) == {"Drawing Figure 5"}


def test_a_deleted_table_is_made_alone(finished):
    (finished.folder / "results/demo/maoz2011/abm/program/ties.parquet").unlink()
    planned = finished.planned("results/demo/maoz2011/abm/program/ties.parquet")
    assert set(planned) == {"Running the model, rule set program"}


@pytest.mark.parametrize(
    "module",
    [
        "figures/polarization.py",
        "srg/groups.py",
        "abm/search.py",
        "networks/polarization.py",
        "panel/durations.py",
        "tables/markdown.py",
        "provenance.py",
        "readers/religions.py",
    ],
)
def test_editing_a_module_reruns_the_rules_that_import_it_and_what_follows(finished, module):
    edited = finished.folder / "workflow/entente" / module
    edited.write_text(edited.read_text() + "\n# edited\n")
    importing = {message for message, script in SCRIPTS.items() if _imports(finished.folder, script, module)}
    reasons = finished.planned()
    # A job that runs because another does is not said to run because of its own modules too.
    triggered = {message for message in SCRIPTS if module in reasons.get(message, "")}
    assert any(module in reason for reason in reasons.values())
    assert triggered <= importing <= set(reasons)
    read = {
        message for message, reason in reasons.items() if message.startswith("Reading") and module in reason
    }
    assert read == ({"Reading religions"} if module == "readers/religions.py" else set())
    for message, reason in reasons.items():
        assert module in reason or "updated by another job" in reason, (message, reason)


def _imports(folder, script, module):
    return any(
        str(path).endswith(f"entente/{module}") for path in import_closure(folder / f"scripts/{script}.py")
    )


def test_editing_a_template_reruns_its_page_alone(finished):
    edited = finished.folder / "workflow/report/pages/maoz2011/dyadic_fit.md.j2"
    edited.write_text(edited.read_text() + "Edited.\n")
    planned = set(finished.planned())
    assert planned == {"Showing what carries the fit of Table 2", "Recording settings, software and data"}


def test_touching_a_module_without_a_change_reruns_nothing(finished):
    (finished.folder / "workflow/entente/studies/maoz2011/reference_groups/groups.py").touch()
    assert "Nothing to be done" in finished.snakemake()


def test_the_window_of_the_reference_group_reruns_from_there_on(finished):
    (finished.folder / "config/window.yaml").write_text("srg:\n  dispute_years: 3\n")
    planned = set(finished.planned(config=("demo.yaml", "window.yaml")))
    assert "Direct threats: disputes, wars and rivalries within their windows" in planned
    assert {"Strategic reference groups", "Running the model, rule set paper", "Drawing Figure 5"} <= planned
    kept = {
        "Generating the demo world",
        "Capability shares, regimes and major powers",
        "Alliances, cooperation, distance and similarity of dyads",
        "Writing the codebook",
    }
    assert not planned & kept
    assert not [message for message in planned if message.startswith("Reading")]

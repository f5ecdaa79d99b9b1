"""What runs again: one target, one module, one switch."""

import pandas as pd
import pytest

from entente.import_closure import import_closure

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
    "Running the model, 1900s": "abm",
    "Measuring networks, 1900s": "network_decade",
    "Joining the decades of the network series": "network_series",
    "Counting what goes into the model": "inputs_series",
    "Collecting what was changed and dropped": "data_log",
    "Writing the codebook": "codebook",
    "Counting missing values by column and decade": "missing",
    "Comparing the moments printed in the text with ours": "text_moments",
    "Drawing Figure 5": "figure5",
    "Recording settings, software and data": "provenance",
}


def test_every_rule_with_a_script_of_its_own_is_listed(root):
    scripts = {path.stem for path in (root / "scripts").glob("*.py")}
    assert scripts - {"_job", "retrieve", "tidy"} == set(SCRIPTS.values())


def test_one_deleted_figure_is_redrawn_alone(finished):
    (finished.folder / "results/demo/figures/figure5.pdf").unlink()
    planned = finished.planned("results/demo/figures/figure5.pdf")
    assert set(planned) == {"Drawing Figure 5"}


def test_a_deleted_decade_is_run_alone(finished):
    (finished.folder / "results/demo/abm/paper/ties/1930.parquet").unlink()
    planned = finished.planned("results/demo/abm/paper/ties/1930.parquet")
    assert set(planned) == {"Running the model, 1930s"}


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


def test_touching_a_module_without_a_change_reruns_nothing(finished):
    (finished.folder / "workflow/entente/srg/groups.py").touch()
    assert "Nothing to be done" in finished.snakemake()


def test_the_window_of_the_reference_group_reruns_from_there_on(finished):
    (finished.folder / "config/window.yaml").write_text("srg:\n  dispute_years: 3\n")
    planned = set(finished.planned(config=("demo.yaml", "window.yaml")))
    assert "Direct threats: disputes, wars and rivalries within their windows" in planned
    assert {"Strategic reference groups", "Running the model, 1950s", "Drawing Figure 5"} <= planned
    kept = {
        "Generating the demo world",
        "Capability shares, regimes and major powers",
        "Alliances, cooperation, distance and similarity of dyads",
        "Writing the codebook",
    }
    assert not planned & kept
    assert not [message for message in planned if message.startswith("Reading")]


def test_decades_of_an_earlier_span_do_not_stay_among_the_new_ones(finished):
    (finished.folder / "config/shorter.yaml").write_text("years:\n  first: 1925\n  last: 1944\n")
    ties = "results/demo/abm/paper/ties"
    finished.snakemake(
        *[f"{ties}/{decade}.parquet" for decade in (1920, 1930, 1940)], config=("demo.yaml", "shorter.yaml")
    )
    runs = pd.read_parquet(finished.folder / "results/demo/abm/paper/runs")
    assert sorted(runs["year"]) == list(range(1925, 1945))


def test_a_decade_outside_the_span_is_no_target(finished):
    printed = finished.snakemake("results/demo/abm/paper/ties/2010.parquet", ok=False)
    assert "No rule to produce" in printed or "MissingRuleException" in printed

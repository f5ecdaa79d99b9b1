"""Change the model's inputs as a file declares, run the model on them, and compare with the baseline."""

from _job import job

from entente.abm import Rules
from entente.counterfactuals.comparison import compare
from entente.counterfactuals.figure import counterfactual_figure
from entente.counterfactuals.inputs import ModelInputs
from entente.counterfactuals.page import counterfactual_page
from entente.counterfactuals.specification import read_counterfactual
from entente.figures.style import save
from entente.panel.system import read_systems
from entente.schema import load_schema
from entente.storage import read_table, write_csv, write_text

with job(snakemake):
    asked, made, chosen = snakemake.input, snakemake.output, snakemake.params
    counterfactual = read_counterfactual(asked.specification, chosen.years)
    members = read_table(asked.states, columns=["year", "ccode", "name"], years=chosen.years)
    counterfactual.check_states(members)
    systems = read_systems(
        asked, (counterfactual.first, counterfactual.last), mid=chosen.mid, symmetrise=chosen.symmetrise
    )
    comparison = compare(
        map(ModelInputs.of, systems),
        counterfactual,
        Rules(**chosen.switches),
        dict(zip(members["ccode"], members["name"], strict=True)),
        seed=chosen.seed,
        max_cliques=chosen.max_cliques,
    )
    for name in ("states", "ties", "networks"):
        table = load_schema(f"counterfactual_{name}").validate(getattr(comparison, name))
        write_csv(table, made[name], chosen.label)
    save(counterfactual_figure(comparison.networks, counterfactual.title, chosen.label), [made.svg, made.png])
    page = counterfactual_page(
        counterfactual, comparison, rules=chosen.rules, figure="networks.svg", label=chosen.label
    )
    write_text(page, made.summary)

"""Change the model's inputs as a file declares, run the model on them, and compare with the baseline."""

from _job import job

from entente.abm import Rules
from entente.core.storage import read_table
from entente.reporting.figure_style import save
from entente.reporting.pages import Page
from entente.studies.maoz2011.counterfactuals.comparison import compare
from entente.studies.maoz2011.counterfactuals.declaration import Counterfactual
from entente.studies.maoz2011.counterfactuals.page import DRAWN, page_values
from entente.studies.maoz2011.counterfactuals.year_inputs import YearInputs
from entente.studies.maoz2011.figures import counterfactual_figure
from entente.systems.declared_counterfactuals import read_counterfactual
from entente.systems.international_system import read_systems
from entente.systems.state_names import StateNames

with job(snakemake) as run:
    params, output = snakemake.params, snakemake.output
    counterfactual = read_counterfactual(snakemake.input.specification, Counterfactual, params.years)
    called = ["year", "ccode", "name", "abbreviation"]
    names = StateNames(read_table(snakemake.input.states, columns=called, years=params.years))
    counterfactual.check_states(names)
    years = (counterfactual.years.first, counterfactual.years.last)
    systems = read_systems(snakemake.input, years, mid=params.mid, symmetrise=params.symmetrise)
    comparison = compare(
        map(YearInputs.of, systems),
        counterfactual,
        Rules(**params.switches),
        names,
        seed=params.seed,
        max_cliques=params.max_cliques,
    )
    for name in ("states", "ties", "networks"):
        run.csv(getattr(comparison, name), output[name], schema=f"maoz2011/counterfactual_{name}")
    figure = counterfactual_figure(comparison.networks, counterfactual.title, DRAWN)
    save(figure, [output.svg, output.png], run.label)
    values = page_values(counterfactual, comparison)
    page = Page(snakemake.input.template[0], rules=params.rules, figure="networks.svg", **values)
    run.page(page, output.summary)

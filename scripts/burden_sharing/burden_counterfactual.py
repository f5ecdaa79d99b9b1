"""Put rule sets to years as they were and as a file declares them changed."""

from _job import job

from entente.core.data_log import DataLog
from entente.core.storage import read_csv, read_table
from entente.studies.burden_sharing.counterfactuals.comparison import compare
from entente.studies.burden_sharing.counterfactuals.declaration import Counterfactual
from entente.studies.burden_sharing.counterfactuals.predictions import Chosen
from entente.studies.burden_sharing.rule_sets.history import TABLES, History, Windows
from entente.systems.declared_counterfactuals import read_counterfactual
from entente.systems.state_names import StateNames

with job(snakemake) as run:
    given, params = snakemake.input, snakemake.params
    counterfactual = read_counterfactual(given.specification, Counterfactual, params.years)
    names = StateNames(read_table(given.states, columns=["year", "ccode", "name", "abbreviation"]))
    counterfactual.check_states(names)
    tables = {name: read_table(given[name]) for name in TABLES}
    history = History(tables, Windows(**params.enemies), params.democracy, DataLog("counterfactuals"))
    chosen = Chosen(read_csv(given.parameters), read_csv(given.coefficients), read_table(given.burden_year))
    found = compare(counterfactual, history, chosen, names, runs=params.runs, seed=params.seed)
    found = found.assign(counterfactual=snakemake.wildcards.name)
    run.table(found, snakemake.output[0], schema="burden_sharing/counterfactuals")

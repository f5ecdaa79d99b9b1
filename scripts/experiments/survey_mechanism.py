"""Tell how far a mediator may carry an effect, bounds first."""

from _job import job

from entente.experiments.mechanisms.mediation_tables import mediation_table, sensitivity_table
from entente.studies.experiments.survey import read_experiment

with job(snakemake) as run:
    asked, params = snakemake.input, snakemake.params
    experiment = read_experiment(asked.declared[0], params.sha256, params.seed)
    made, replicates = snakemake.output, params.settings["replicates"]
    mediation = mediation_table(experiment, bootstraps=replicates)
    run.csv(mediation, made.mediation, schema="experiments/mediation")
    sensitivity = sensitivity_table(experiment, bootstraps=replicates)
    run.csv(sensitivity, made.sensitivity, schema="experiments/sensitivity")

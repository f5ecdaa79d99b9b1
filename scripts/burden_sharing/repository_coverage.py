"""Tell what the repository holds by decade, and how its layers are built as networks."""

from _job import job

from entente.burden.coverage import contribution_coverage, layer_coverage
from entente.burden.layer_series import degree_and_triangles, layer_series
from entente.core.storage import read_table
from entente.studies.burden_sharing.repository import contributions_in_words

with job(snakemake) as run:
    given, made, years = snakemake.input, snakemake.output, snakemake.params.years
    ties, places = read_table(given.ties), read_table(given.network_year)
    ties = ties[ties["in_system"]]
    series = layer_series(ties, places)
    found = {
        "layer_series": series,
        "degree_triangles": degree_and_triangles(places, series),
        "layer_coverage": layer_coverage(ties, places, years),
        "contribution_coverage": contribution_coverage(
            read_table(given.cooperation_year), contributions_in_words(), years
        ),
    }
    for name, table in found.items():
        run.csv(table, made[name], schema=f"burden_sharing/{name}")

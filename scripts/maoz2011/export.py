"""Write a network of a year for other programs."""

from _job import job

from entente.core.storage import read_table
from entente.networks.graphs import write_graph
from entente.studies.maoz2011.network_names import network_name
from entente.studies.maoz2011.year_graphs import year_graphs
from entente.systems.international_system import read_systems

with job(snakemake):
    asked, params = snakemake.input, snakemake.params
    year = int(snakemake.wildcards.year)
    [system] = read_systems(asked, (year, year), mid=params.mid, symmetrise=params.symmetrise)
    ties, runs = (read_table(asked[name], years=(year, year)) for name in ("ties", "runs"))
    graphs = year_graphs(system, ties, runs, params.seed, params.label)
    write_graph(graphs[network_name(snakemake.wildcards.network, graphs)], snakemake.output[0])

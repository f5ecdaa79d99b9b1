"""entente: networked international politics, from raw data to predicted alliance networks.

The package holds the science of the workflow and knows nothing of Snakemake, so that each step can be
called from a notebook.  Data flow one way::

    readers (raw -> tidy) -> panel (attributes) -> srg -> panel -> abm -> networks -> tables and figures

Nothing heavy is imported here: import the part that is needed, e.g. ``from entente.abm import simulate``.
"""

__version__ = "0.1.0"

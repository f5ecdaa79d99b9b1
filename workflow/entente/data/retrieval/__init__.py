"""Retrieval of raw files: from here, else from a mirror folder, else from the pinned address.

Whatever the source, a file is used only if it has the size and the digest that the data registry gives.

>>> from entente.data.registry import Registry
>>> from entente.data.retrieval import fetch, mirror_folders
>>> raw = Registry.load("config/datasets.yaml").file("alliances", "paper")
>>> fetch(raw, "resources", mirror_folders(["../shared/data"]))  # doctest: +SKIP
"""

from entente.data.retrieval.fetching import fetch
from entente.data.retrieval.places import mirror_folders
from entente.data.retrieval.preflight import prepare, require

__all__ = ["fetch", "mirror_folders", "prepare", "require"]

"""Retrieval of raw files: from here, else from a mirror folder, else from the pinned address.

Whatever the source, a file is used only if it has the size and the digest that the data registry gives.

>>> from entente.data.registry import Registry
>>> from entente.data.retrieval import fetch, mirror_folders
>>> raw = Registry.load("config/datasets.yaml").parts("alliances", "paper")[0]
>>> fetch(raw, "resources", mirror_folders(["../shared/data"]))  # doctest: +SKIP
"""

from entente.data.retrieval.fetching import fetch, mirror_folders, prepare, require

__all__ = ["fetch", "mirror_folders", "prepare", "require"]

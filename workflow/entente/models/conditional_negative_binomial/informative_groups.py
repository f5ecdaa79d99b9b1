"""Groups of a conditional model: those that say something, those that are dropped, and clusters of groups."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.models.conversion import as_labels
from entente.models.data import DroppedGroupsWarning, ModelData


@dataclass(frozen=True)
class Dropped:
    """What a conditional model was given and does not use.

    Attributes
    ----------
    rows_missing : int
        Rows with a missing value.
    groups_with_one_row : tuple
        Labels of the groups of one row, after the missing ones.
    groups_without_events : tuple
        Labels of the larger groups whose counts are all 0.
    rows_in_groups : int
        Rows of all these groups.
    """

    rows_missing: int
    groups_with_one_row: tuple
    groups_without_events: tuple
    rows_in_groups: int

    @property
    def groups(self) -> int:
        """Number of groups dropped."""
        return len(self.groups_with_one_row) + len(self.groups_without_events)


def informative(data: ModelData) -> tuple[ModelData, Dropped]:
    """Leave out the groups whose conditional likelihood is 1 whatever the coefficients.

    What is left are the groups of counts with at least two rows and one event.  DroppedGroupsWarning tells
    how many were left out, with how many rows, and why; ModelDataError is raised if no group is left, or the
    regressors are collinear on the rows that are.
    """
    codes, labels = pd.factorize(data.groups)
    single = np.bincount(codes) == 1
    barren = ~single & (np.bincount(codes, weights=data.endog) == 0)
    out = (single | barren)[codes]
    dropped = Dropped(data.n_dropped_rows, tuple(labels[single]), tuple(labels[barren]), int(out.sum()))
    if not dropped.groups:
        return data, dropped
    reason = f"{single.sum()} with one row, {barren.sum()} without events"
    if out.all():
        raise ModelDataError(
            f"None of the {len(labels)} groups says anything about the coefficients: {reason}.",
            "Check the group labels; this model compares the rows of a group.",
        )
    warnings.warn(
        f"{dropped.groups} of {len(labels)} groups dropped "
        f"({dropped.rows_in_groups} of {len(out)} rows): {reason}.",
        DroppedGroupsWarning,
        stacklevel=3,
    )
    return data.subset(~out), dropped


def cluster_codes(model: Any, cov_type: str, cov_kwds: dict[str, Any]) -> np.ndarray | None:
    """Return the cluster of each group, for a sandwich covariance.

    Parameters
    ----------
    model : ConditionalNegativeBinomial
    cov_type : {"nonrobust", "cluster"}
    cov_kwds : dict
        Empty, or ``groups``: labels of the rows given to the model or of those estimated on.

    Returns
    -------
    ndarray of int64, shape (n_groups,), or None
        In the order of the model's groups; None if the covariance is not robust.

    Raises
    ------
    ModelDataError
        If the kind of covariance or a keyword is unknown; labels are missing, or too many or few; a group
        lies in two clusters; or there is one cluster only.
    """
    unknown = sorted(set(cov_kwds) - ({"groups"} if cov_type == "cluster" else set()))
    if cov_type not in ("nonrobust", "cluster") or unknown:
        raise ModelDataError(
            f"There is no covariance {cov_type!r}" + (f" with {', '.join(unknown)}." if unknown else "."),
            'Give cov_type "nonrobust", or "cluster" and no other cov_kwds than groups.',
        )
    if cov_type == "nonrobust":
        return None
    rows = model.groups if cov_kwds.get("groups") is None else _clusters_of_rows(model, cov_kwds["groups"])
    pairs = pd.DataFrame({"group": pd.factorize(model.groups)[0], "cluster": pd.factorize(rows)[0]})
    pairs = pairs.drop_duplicates().sort_values("group")
    divided = pairs.loc[pairs["group"].duplicated(), "group"].unique()
    if len(divided):
        raise ModelDataError(
            f"{len(divided)} groups lie in two clusters or more, the first is "
            f"{model.group_labels[divided[0]]}.",
            "Cluster by groups or sets of groups: the rows of a group have no likelihood of their own.",
        )
    if pairs["cluster"].nunique() < 2:
        raise ModelDataError("All groups lie in one cluster.", "Give at least two clusters.")
    return pairs["cluster"].to_numpy()


def _clusters_of_rows(model: Any, clusters: Any) -> np.ndarray:
    """Return the clusters of the rows estimated on."""
    labels, index = as_labels(clusters), getattr(clusters, "index", None)
    if labels.shape == model.kept.shape:
        labels = labels[model.kept]
        index = index[model.kept] if isinstance(index, pd.Index) else None
    if labels.shape != (model.nobs,) or pd.isna(labels).any():
        raise ModelDataError(
            f"There are {len(labels)} labels of clusters, or some are missing, but {len(model.kept)} rows.",
            "Give the label of each row's cluster.",
        )
    rows = model.data.row_labels
    if isinstance(index, pd.Index) and rows is not None and not index.equals(rows):
        raise ModelDataError(
            "The rows of the clusters and of the model have different labels.",
            "Take both from one table, or give the clusters as an array.",
        )
    return labels

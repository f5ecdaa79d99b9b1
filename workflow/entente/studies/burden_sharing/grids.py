"""How tables that are no regressions are laid out, by their names."""

from __future__ import annotations

from collections.abc import Callable

from entente.reporting.grid import Grid
from entente.studies.burden_sharing import burden_grids, evidence_grids, repository_grids

GRIDS: dict[str, Callable[..., Grid]] = {
    "layer_coverage": repository_grids.layer_coverage_grid,
    "contribution_coverage": repository_grids.contribution_coverage_grid,
    "layer_series": repository_grids.layer_series_grid,
    "degree_triangles": repository_grids.degree_triangles_grid,
    "exploitation_periods": burden_grids.exploitation_periods_grid,
    "nato_shares": burden_grids.nato_shares_grid,
    "nato_burdens": burden_grids.nato_burdens_grid,
    "growth_responses": evidence_grids.growth_responses_grid,
    "weight_responses": evidence_grids.weight_responses_grid,
}

"""The effect of a treatment beside a mediator that is held at a value: sequential g-estimation."""

from __future__ import annotations

from collections.abc import Sequence

from entente.experiments.mechanisms.pathway import Pathway, Quantities, Resampled
from entente.experiments.mechanisms.resampling import CrossProducts


def controlled_direct_effect(
    pathway: Pathway, *, interaction: bool = False, at: Sequence[float] = (0.0,)
) -> Resampled:
    """Estimate the average controlled direct effect, and how much of the effect it leaves out.

    First the outcome on treatment, mediator, covariates and intermediates gives γ; then the outcome less
    γ(M − m₀), on treatment and covariates, gives the effect with the mediator held at m₀.  Unlike the ADE
    this allows for confounders that the treatment itself has moved, if they are among the intermediates.
    With an interaction γ has a part γ₂·T, and the effect depends on m₀.

    Parameters
    ----------
    pathway : Pathway
        The rows; its intermediates enter the first step only.
    interaction : bool
        Whether the mediator may act otherwise among the treated.
    at : sequence of float
        Values m₀ of the mediator; without an interaction they do not matter.

    Returns
    -------
    Resampled
        ``total``, and ``controlled_direct`` and ``eliminated`` (total less it), at the settings m₀ if there
        is an interaction; both steps are repeated in every draw.

    Notes
    -----
    Acharya, Blackwell & Sen 2016, *American Political Science Review* 110: 512–529.
    """
    return Resampled.of(pathway, lambda rows: _effects(rows, pathway, interaction, at))


def _effects(rows: CrossProducts, pathway: Pathway, interaction: bool, at: Sequence[float]) -> Quantities:
    treatment, mediator, product = pathway.treatment, pathway.mediator, pathway.product
    first = [treatment, mediator, *([product] if interaction else [])]
    gamma = rows.slopes(pathway.outcome, [*first, *pathway.covariates, *pathway.intermediates])
    # The second regression is linear in its outcome, so each part of it is regressed for itself.
    on_treatment = {
        name: rows.slopes(name, [treatment, *pathway.covariates])[treatment].to_numpy()
        for name in (pathway.outcome, mediator, product)
    }
    total = on_treatment[pathway.outcome]
    eliminated = gamma[mediator].to_numpy() * on_treatment[mediator]
    if not interaction:
        return _settings(total, {"": eliminated})
    by_arm = gamma[product].to_numpy()
    return _settings(total, {m: eliminated + by_arm * (on_treatment[product] - m) for m in at})


def _settings(total, eliminated: dict) -> Quantities:
    found = {("total", ""): total}
    found |= {("controlled_direct", setting): total - part for setting, part in eliminated.items()}
    return found | {("eliminated", setting): part for setting, part in eliminated.items()}

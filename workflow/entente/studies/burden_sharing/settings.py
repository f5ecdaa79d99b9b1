"""Settings of this study: config/burden_sharing/settings.yaml."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from entente.core.checked_yaml import Declared, Several, means
from entente.core.configuration import Years


class Defence(Declared):
    """Members of one defence alliance of ATOP."""

    obligation: Literal["one", "both"] = means(
        "A tie wants the obligation to defend of one of the two states, or of both."
    )


class DefenceCooperation(Declared):
    """Defence cooperation agreements of DCAD."""

    model_config = ConfigDict(populate_by_name=True)

    types: Literal["general", "dca", "all"] = means(
        "Which agreements: general ones, of the categories DCA and DIC; the category DCA alone; all."
    )
    begins: Literal["signature", "force"] = Field(
        alias="from", description="First year: that of the signature, or of the entry into force."
    )
    ends: Literal["estimate", "never"] = Field(
        alias="to", description="Last year: as the data estimate it, or the last of the data."
    )
    confidence: Literal["all", "not_low"] = means(
        "All agreements, or without those whose category is coded with low confidence."
    )


class Arms(Declared):
    """Transfers of major arms."""

    years: int = means("A transfer ties for so many years, its own the first.", ge=1, le=20)


class Codeployment(Declared):
    """Contributors to one peacekeeping mission."""

    source: Literal["geo_pko", "un"] = means(
        "Who contributes, and in which years it is known: Geo-PKO, or the United Nations' figures by IPI."
    )


class JointIntervention(Declared):
    """Troops on one side of a conflict within a state."""

    types: Several[Literal[3, 4]] = means("Types of conflict by UCDP.")


class SecurityAgreements(Declared):
    """General security agreements, of which there are no public data."""

    file: str = means("A file of the user's: ccode1, ccode2, first, last, id. Empty if there is none.")


class Layers(Declared):
    """When there is a tie between two states."""

    counted: Literal["any_day", "31_december"] = means(
        "Agreements of a year: those in force on any day of it, or on 31 December."
    )
    defence: Defence
    dca: DefenceCooperation
    arms: Arms
    codeployment: Codeployment
    joint_intervention: JointIntervention
    gsa: SecurityAgreements


class Lorenz(Declared):
    """Years of Lorenz curves."""

    nato: Several[int] = means("Of NATO's spending, three at most.", max_length=3)
    un: Several[int] = means("Of personnel in UN peacekeeping, three at most.", max_length=3)


class Exploitation(Declared):
    """Figures of who carries what."""

    years: Several[int] = means("Years of NATO's shares in burdens and benefits.", min_length=1, max_length=5)
    lorenz: Lorenz
    band: float = means("The probability of a rank correlation within the band, by chance.", gt=0.5, lt=1)
    draws: int = means("Orders that are drawn for the band, of more than 9 members.", ge=999)
    periods: Several[int] = means(
        "First years of the periods by which rank correlations are told.", min_length=1
    )


class Recovery(Declared):
    """Whether the effort process finds what was put in."""

    draws: int = means("Synthetic panels that are drawn and estimated, a quarter of a second each.", ge=4)


class RandomSystems(Declared):
    """Rule sets of effort and ties on random systems."""

    runs: int = means("Systems of each design.", ge=2)
    complete: bool = means(
        "All systems of each design, or of those that take long the part that each declares."
    )
    batch: int = means("Systems of a job.", ge=1)


class EndStates(Declared):
    """Designs of the co-evolution of ties and effort."""

    complete: bool = means("All points and runs of the designs, or the part that each declares.")
    batch: int = means("Runs of a job.", ge=1)
    year: int = means("Year with whose ties and efforts all runs begin.", ge=1980, le=2010)
    layer: Literal["dca", "combined", "defence"] = means("Layer of the ties.")
    source: Literal["sipri", "nmc", "nmc_real"] = means("Source of the burdens that make efforts.")


class Enemies(Declared):
    """Who threatens whom."""

    dispute_years: int = means("Years for which a dispute makes enemies, its own the first.", ge=1, le=50)
    war_years: int = means("Years for which a war does.", ge=1, le=50)


class SharesForecast(Declared):
    """Forecasts of shares in spending."""

    first: int = means("First year of those by which parameters are chosen.", ge=1950)
    chosen_until: int = means("Last of them; forecasts are judged from the next on.", ge=1950)
    last: int = means("Last year that is judged.", ge=1950)


class YearByYear(Declared):
    """Years of which ties are forecast."""

    first: int = means("First year, one after the first of the layer.", ge=1946)
    last: int = means("Last year.", ge=1946)


class YearAhead(Declared):
    """Forecasts of ties and effort a year ahead."""

    estimated_from: int = means("First year of those that coefficients are estimated on.", ge=1981)
    first: int = means("First year that is forecast.", ge=1982)
    last: int = means("Last year that is.", ge=1982)
    runs: int = means("Runs of each year.", ge=1)


class Counterfactuals(Declared):
    """Counterfactuals of counterfactuals/."""

    runs: int = means("Runs of what is simulated or drawn, paired by index.", ge=2)


class RuleSets(Declared):
    """Models of effort and ties."""

    random: RandomSystems
    end_states: EndStates
    enemies: Enemies
    shares: SharesForecast
    needs: YearByYear
    forecasts: YearAhead
    counterfactuals: Counterfactuals


class Settings(Declared):
    """Settings of the study burden_sharing."""

    years: Years = means("Years of the study, in place of those of the run.")
    layers: Layers
    democracy: float = means("A state is a democracy from this value of polyarchy on.", gt=0, lt=1)
    exploitation: Exploitation
    rule_sets: RuleSets
    recovery: Recovery

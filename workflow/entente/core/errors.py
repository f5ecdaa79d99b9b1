"""Named errors: each says what is wrong, where, and what to do about it."""

from __future__ import annotations


class EntenteError(Exception):
    """Base of all errors that a user can mend.

    Parameters
    ----------
    what : str
        What is wrong, and where (file, key, state, year).
    remedy : str, optional
        What to do about it.
    """

    def __init__(self, what: str, remedy: str = ""):
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what}\n{remedy}" if remedy else what)


class ConfigurationError(EntenteError):
    """The configuration has an unknown key, a wrong type or an impossible value."""


class RegistryError(EntenteError):
    """The data registry is malformed or has no file for a role and vintage."""


class DataUnavailable(EntenteError):
    """A raw file is neither here, nor in a mirror, nor on the network."""


class RetrievalError(EntenteError):
    """A raw file was reached but is not the file that the registry describes."""


class RawFileError(EntenteError):
    """A raw file cannot be read or lacks a column."""


class UnknownStateError(EntenteError):
    """A country code is neither a COW code nor in the recode table."""


class StorageError(EntenteError):
    """A file of results cannot be written or read, or is not the one that was written."""


class SchemaError(EntenteError):
    """A table breaks its schema: columns, types, ranges, missing values or key."""


class CoverageError(EntenteError):
    """Years were asked for that the data do not cover."""


class ModelInputError(EntenteError):
    """The arrays given to the agent-based model have a wrong shape, type or value."""


class GameInputError(EntenteError):
    """A parameter of a game lies outside its range, is no number, or does not fit the others."""


class BurdenInputError(EntenteError):
    """Numbers of the members of a group cannot be used: labels, ranges, or too few members with data."""


class DesignError(EntenteError):
    """The declared design of an experiment contradicts itself, or asks for what cannot be estimated."""


class SurveyDataError(EntenteError):
    """The answers of a survey are not what the design of the experiment declares."""


class ExperimentInputError(EntenteError):
    """The values given to an estimator or test of an experiment cannot be used: labels, arms, ranges."""


class IterationNotHeld(EntenteError, LookupError):
    """An iteration of the agent-based model was asked for that the run did not keep."""


class NetworkError(EntenteError):
    """An array is not the adjacency matrix of an undirected network."""


class TooManyCliques(NetworkError):
    """A network has more maximal cliques than the bound allows."""


class ModelDataError(EntenteError):
    """The data given to an estimator cannot be estimated on: lengths, missing or infinite values, rank."""


class MethodNotOffered(EntenteError, NotImplementedError):
    """An estimator was asked for what it inherits from its library, but what would be wrong of it."""


class SeparationError(ModelDataError):
    """The regressors of a logit separate its outcome, so that no finite estimate exists."""


class TotalMinusOwnError(ModelDataError):
    """A spatial lag is the total minus the own outcome, so that effects of time leave the outcome itself."""


class NonstationaryError(ModelDataError):
    """An estimator that needs autocorrelation below 1 was given a series that has more."""


class CounterfactualError(EntenteError):
    """A counterfactual changes nothing, or leaves a system that the model cannot be run on."""

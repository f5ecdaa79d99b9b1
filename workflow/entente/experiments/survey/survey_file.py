"""Files of answers, as they are: Stata, CSV, R and Parquet, with codes as codes."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd

from entente.core.errors import SurveyDataError

#: What stands for a missing value in CSV.  `None` or `n/a` do not: they may be answers.
MISSING = ["", "NA"]


def read_survey(path: str | Path) -> pd.DataFrame:
    """Return the table in a file of answers, by its ending; labelled values are their codes.

    Stata (.dta), CSV (.csv, UTF-8), R (.rda, .RData, .rds), Parquet and, where pandas can, SPSS (.sav).
    SurveyDataError is raised if the ending is another, the file cannot be read, or it holds several tables.
    """
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise SurveyDataError(
            f"{path} ends in {path.suffix or 'nothing'}, and answers are read from {', '.join(READERS)}.",
            "Save them as one of these.",
        )
    try:
        return reader(path)
    except (SurveyDataError, MemoryError):
        raise
    except ImportError as absent:
        raise SurveyDataError(
            f"{path} cannot be read: {absent}", "Save it as CSV with codes, or as Stata's .dta."
        ) from absent
    # Readers meet damage with errors of every kind.
    except Exception as error:
        raise SurveyDataError(
            f"{path} cannot be read: {type(error).__name__}: {error}", "Look whether the file is whole."
        ) from error


def _stata(path: Path) -> pd.DataFrame:
    return pd.read_stata(path, convert_categoricals=False)


def _csv(path: Path) -> pd.DataFrame:
    how = {"encoding": "utf-8-sig", "keep_default_na": False}
    names = pd.read_csv(path, header=None, nrows=1, dtype=str, **how).iloc[0]
    # pandas would give the second another name, and say nothing.
    if len(twice := names[names.duplicated() & (names != "")]):
        raise SurveyDataError(
            f"{path} has several columns {twice.iloc[0]!r}.", "Give each a name of its own."
        )
    return pd.read_csv(path, na_values=MISSING, low_memory=False, **how)


def _r(path: Path) -> pd.DataFrame:
    import rdata

    with warnings.catch_warnings():
        # It knows no tibbles, and takes them for what they are beside: data frames.
        warnings.filterwarnings("ignore", "Missing constructor", UserWarning)
        single = path.suffix.lower() == ".rds"
        found = {"": rdata.read_rds(path)} if single else rdata.read_rda(path)
    tables = [table for table in found.values() if isinstance(table, pd.DataFrame)]
    if len(tables) != 1:
        raise SurveyDataError(
            f"{path} holds {len(tables)} tables, and a file of answers holds one.",
            "Save the one that is meant, with saveRDS.",
        )
    table = tables[0].reset_index(drop=True)
    factors = table.select_dtypes("category")
    return table.assign(**{name: factors[name].astype(object) for name in factors})


def _spss(path: Path) -> pd.DataFrame:
    return pd.read_spss(path, convert_categoricals=False)


READERS = {
    ".dta": _stata,
    ".csv": _csv,
    ".rda": _r,
    ".rdata": _r,
    ".rds": _r,
    ".parquet": pd.read_parquet,
    ".sav": _spss,
}

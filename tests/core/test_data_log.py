import numpy as np
import pandas as pd

from entente.core.data_log import COLUMNS, DataLog, collect


def test_entries_come_in_the_order_of_notes():
    log = DataLog("alliances")
    log.note("read", "rows", np.int64(3))
    log.note("dropped", "a reason", 0)
    assert log.frame().values.tolist() == [
        ["alliances", "read", "rows", 3],
        ["alliances", "dropped", "a reason", 0],
    ]
    assert list(log.frame()) == COLUMNS


def test_a_log_without_entries_has_its_columns():
    assert list(DataLog("alliances").frame()) == COLUMNS


def test_keeping_rows_counts_those_that_go():
    log = DataLog("alliances")
    frame = pd.DataFrame({"year": [1, 2, 3]}, index=[5, 6, 7])
    kept = log.keep(frame, frame["year"] > 2, "too early")
    assert kept.index.tolist() == [7]
    assert log.frame().values.tolist() == [["alliances", "dropped", "too early", 2]]
    assert frame["year"].tolist() == [1, 2, 3]


def test_keeping_all_rows_is_no_entry():
    log = DataLog("alliances")
    frame = pd.DataFrame({"year": [1, 2]})
    assert log.keep(frame, frame["year"] > 0, "too early").equals(frame)
    assert log.frame().empty


def test_logs_are_joined_by_the_names_of_tables_and_otherwise_as_they_were():
    logs = {}
    for table in ("wars", "alliances"):
        logs[table] = DataLog(table)
        for reason in ("z", "a"):
            logs[table].note("read", reason, 1)
    joined = collect(log.frame() for log in logs.values())
    assert joined[["table", "reason"]].values.tolist() == [
        ["alliances", "z"],
        ["alliances", "a"],
        ["wars", "z"],
        ["wars", "a"],
    ]
    assert joined.index.tolist() == [0, 1, 2, 3]

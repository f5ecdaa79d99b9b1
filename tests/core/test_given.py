"""What a function is given: labels compared, names found, and arrays that mean what the objects meant."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from entente.core.errors import EntenteError, NetworkError
from entente.core.given import (
    as_array,
    as_numbers,
    by_name,
    check_unique,
    common_labels,
    labels_of_states,
    network_labels,
    row_labels,
)


def test_common_labels_are_those_of_whatever_has_any():
    labels = pd.Index([2, 20])
    assert common_labels({"a": None, "b": None}, EntenteError) is None
    for same in (
        labels,
        pd.Index([2.0, 20.0]),
        pd.Index([2, 20], dtype="Int64"),
        pd.Index([2, 20], dtype=object),
    ):
        assert common_labels({"a": None, "b": labels, "c": same}, EntenteError) is labels


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ([20, 2, 200], "2 and 20 at position 0, the same ones in another order"),
        ([2, 21, 200], "20 and 21 at position 1"),
        (["2", "20", "200"], "2 and '2' at position 0"),
        ([2, 20], "200 stands in the one only"),
        ([2, 20, 200, 300], "300 stands in the one only"),
        ([2, 20, None], "200 and nan at position 2"),
        (pd.array([2, None, 200], dtype="Int64"), "20 and <NA> at position 1"),
    ],
)
def test_the_first_labels_that_differ_are_named(other, message):
    with pytest.raises(NetworkError) as raised:
        common_labels({"mid": pd.Index([2, 20, 200]), "srg": pd.Index(other)}, NetworkError)
    assert raised.value.what == f"The mid and the srg have different labels: {message}."


def test_labels_that_are_missing_at_the_same_places_are_the_same():
    labels = pd.Index([2, pd.NA, float("nan")], dtype=object)
    for same in ([2.0, float("nan"), None], pd.array([2, None, None], dtype="Int64")):
        assert common_labels({"mid": labels, "srg": pd.Index(same)}, NetworkError) is labels
    pairs = pd.MultiIndex.from_tuples([("a", 1.0), ("b", np.nan)])
    again = pd.Index([("a", 1), ("b", None)], tupleize_cols=False)
    assert common_labels({"mid": pairs, "srg": again}, NetworkError) is pairs
    with pytest.raises(NetworkError, match=r"\('b', nan\) and \('b', 2\) at position 1"):
        common_labels({"mid": pairs, "srg": pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])}, NetworkError)


def test_graphs_take_the_order_of_what_has_labels():
    graph, labels = nx.Graph([("b", "a")]), pd.Index(["a", "b"])
    series, frame = pd.Series([1, 2], index=labels), pd.DataFrame(0, index=labels, columns=labels)
    for vectors, networks in (({"power": series}, {}), ({"power": [1, 2]}, {"srg": frame})):
        assert labels_of_states(vectors, {"mid": graph} | networks, EntenteError).tolist() == ["a", "b"]
    assert labels_of_states({}, {"mid": graph}, EntenteError).tolist() == ["b", "a"]
    numbered = nx.Graph([(1, 0)])
    assert labels_of_states({"power": [1, 2]}, {"mid": numbered}, EntenteError).tolist() == [0, 1]
    assert labels_of_states({"power": [1, 2]}, {"mid": np.eye(2)}, EntenteError) is None
    for vectors, networks in (({"power": [1, 2]}, {}), ({}, {"srg": np.eye(2)})):
        with pytest.raises(EntenteError, match="mid is a graph, whose nodes have no order, and (power|srg)"):
            labels_of_states(vectors, {"mid": graph} | networks, EntenteError)


def test_labels_that_are_missing_or_twice_or_of_several_levels_are_named():
    check_unique(None, "the states", EntenteError)
    check_unique(pd.Index(["a", "b"]), "the states", EntenteError)
    with pytest.raises(EntenteError, match="'a' stands twice in the states"):
        check_unique(pd.Index(["b", "a", "a"]), "the states", EntenteError)
    with pytest.raises(EntenteError, match="missing"):
        check_unique(pd.Index(["b", None]), "the states", EntenteError)
    years = pd.MultiIndex.from_product([["a", "b"], [1914]], names=["state", "year"])
    for levels, said, left_out in (
        (years, "state, year", "'year'"),
        (years.set_names([None, None]), "0, 1", "1"),
    ):
        with pytest.raises(EntenteError, match=f"2 levels, {said}") as raised:
            check_unique(levels, "the states", EntenteError)
        assert f".droplevel({left_out})" in raised.value.remedy
    check_unique(years.droplevel("year"), "the states", EntenteError)


def test_only_pandas_objects_and_graphs_have_labels():
    assert row_labels([1]) is None and row_labels(pd.Index([1])) is None
    assert row_labels(pd.Series([1], index=["a"])).tolist() == ["a"]
    assert network_labels(np.eye(2), "mid", EntenteError) is None
    assert network_labels(nx.Graph([("b", "a")]), "mid", EntenteError).tolist() == ["b", "a"]
    with pytest.raises(EntenteError, match="rows of mid and the columns of mid have different labels"):
        network_labels(pd.DataFrame(np.eye(2), index=["a", "b"], columns=["b", "a"]), "mid", EntenteError)


@pytest.mark.parametrize(
    ("values", "dtype", "expected"),
    [
        (pd.Series([1, 0], dtype="Int64"), "i", [1, 0]),
        (pd.Series([1, None], dtype="Int64"), "f", [1, np.nan]),
        (pd.Series([True, False], dtype="boolean"), "b", [True, False]),
        (pd.DataFrame({"a": [1, 0], "b": [0, 1]}, dtype="Int64"), "i", [[1, 0], [0, 1]]),
        (pd.DataFrame({"a": [True], "b": [False]}, dtype="boolean"), "b", [[True, False]]),
        (pd.DataFrame({"a": [1], "b": [None]}, dtype="Float64"), "f", [[1, np.nan]]),
        (nx.Graph([(0, 1), (1, 2)]), "i", [[0, 1, 0], [1, 0, 1], [0, 1, 0]]),
        (nx.DiGraph([(0, 1)]), "i", [[0, 1], [0, 0]]),
        (pd.Series([True, False], dtype=object), "b", [True, False]),
        (np.array([1, 0.5, np.nan], dtype=object), "f", [1, 0.5, np.nan]),
        (np.array([[1, 0], [0, 1]], dtype=object), "i", [[1, 0], [0, 1]]),
        (pd.array([True, False], dtype="boolean"), "b", [True, False]),
        (pd.DataFrame({"a": [1, 0], "b": [True, False]}, dtype=object), "i", [[1, 1], [0, 0]]),
        (np.array([True, 1, None], dtype=object), "O", [True, 1, None]),
        (np.empty((0, 2), dtype=object), "f", np.empty((0, 2))),
        (pd.Series([], dtype=str), "f", []),
    ],
)
def test_arrays_of_what_is_no_array(values, dtype, expected):
    found = as_array(values, "mid", EntenteError)
    assert found.dtype.kind == dtype
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize(
    "values", [[pd.Series([1]), pd.Series([2])], ([[pd.Series([1])]]), (pd.DataFrame(),)]
)
def test_lists_of_pandas_objects_would_lose_their_labels(values):
    for called, said in (("mid", "mid"), ("the matrix", "The matrix")):
        with pytest.raises(
            EntenteError, match=rf"^{said} is a list of pandas objects(.|\n)*DataFrame of them"
        ):
            as_array(values, called, EntenteError)


def test_a_missing_bool_stays_missing():
    found = as_array(pd.DataFrame({"a": [True], "b": [None]}, dtype="boolean"), "mid", EntenteError)
    assert found.dtype == object and found[0, 1] is pd.NA


def test_a_graph_has_no_order_and_its_edges_no_weight():
    graph = nx.Graph()
    graph.add_edge("GMY", "FRN", weight=7)
    graph.add_edge("FRN", "UKG", weight=0)
    found = as_array(graph, "mid", EntenteError, pd.Index(["FRN", "GMY", "UKG"]))
    assert found.tolist() == [[0, 1, 1], [1, 0, 0], [1, 0, 0]]
    for labels, message in (
        (["FRN", "GMY"], "'UKG' is a node of mid, but not among"),
        (["USA"], "is a node of"),
    ):
        with pytest.raises(EntenteError, match=message):
            as_array(graph, "mid", EntenteError, pd.Index(labels))
    with pytest.raises(EntenteError, match="'UKG' is a node of the network, but"):
        as_array(graph, "the network", EntenteError, pd.Index(["FRN", "GMY"]))
    with pytest.raises(EntenteError, match="'USA' is no node of mid, but among"):
        as_array(graph, "mid", EntenteError, pd.Index(["FRN", "GMY", "UKG", "USA"]))


@pytest.mark.parametrize("matrix", [sparse.csr_array, sparse.csr_matrix, sparse.coo_array])
def test_sparse_matrices_are_named(matrix):
    with pytest.raises(EntenteError, match=rf"mid is sparse \({matrix.__name__}\)(.|\n)*toarray"):
        as_array(matrix(np.eye(2)), "mid", EntenteError)


@pytest.mark.parametrize(
    "values",
    [
        ["1", "2"],
        pd.Series(["1", "2"]),
        pd.to_datetime(["1914-07-28", "1939-09-01"]),
        pd.to_timedelta([1, 2], unit="D"),
        np.array([1, 2j]),
        pd.Series([pd.Timestamp("1914-07-28"), 1.0], dtype=object),
    ],
)
def test_text_and_dates_are_no_numbers(values):
    with pytest.raises(EntenteError, match="holds no numbers"):
        as_numbers(values, "outcome", EntenteError)


def test_numbers_of_any_type_with_nan_for_what_is_missing():
    for values in ([1, None, True], pd.Series([1, pd.NA, True], dtype=object), pd.array([1, None, 1])):
        np.testing.assert_array_equal(as_numbers(values, "outcome", EntenteError), [1, np.nan, 1])


def test_what_has_a_name_is_found_by_it():
    frame = pd.DataFrame([[1, 2, 3]], columns=["b", "other", "a"])
    assert by_name(frame, ["a", "b"], "regressor", EntenteError, others=True).to_numpy().tolist() == [[3, 1]]
    assert by_name(frame.iloc[0], ["a", "b"], "regressor", EntenteError, others=True).tolist() == [3, 1]
    numbered = pd.DataFrame([[1, 2]], columns=[1, 0])
    assert by_name(numbered, ["0", "1"], "regressor", EntenteError).to_numpy().tolist() == [[2, 1]]
    assert by_name([1, 2], ["a", "b"], "regressor", EntenteError) == [1, 2]
    for table, others, message in (
        (frame, False, "Of the regressors, other is none of the model's"),
        (frame[["a"]], True, "Of the regressors, b is missing"),
        (frame[["a", "b", "a"]], True, "Of the regressors, a is there twice"),
    ):
        with pytest.raises(EntenteError, match=message):
            by_name(table, ["a", "b"], "regressor", EntenteError, others=others)

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from entente.core.errors import NetworkError
from entente.networks.adjacency import check_adjacency, labelled_adjacency

PATH_OF_3 = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])


@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint8, np.int64, np.float32, np.float64])
def test_zeros_and_ones_of_any_type_become_booleans(dtype):
    checked = check_adjacency(PATH_OF_3.astype(dtype))
    assert checked.dtype == bool
    np.testing.assert_array_equal(checked, PATH_OF_3)


def test_lists_and_the_empty_network_are_accepted():
    np.testing.assert_array_equal(check_adjacency(PATH_OF_3.tolist()), PATH_OF_3)
    assert check_adjacency(np.zeros((0, 0))).shape == (0, 0)


def test_the_input_is_left_as_it_was():
    before = PATH_OF_3.copy()
    check_adjacency(before)
    np.testing.assert_array_equal(before, PATH_OF_3)


@pytest.mark.parametrize("array", [np.zeros(4), np.zeros((2, 3)), np.zeros((2, 2, 2)), 0])
def test_an_array_that_is_not_square_is_refused_with_its_shape(array):
    with pytest.raises(NetworkError, match=r"must be square, this array has shape \("):
        check_adjacency(array)


@pytest.mark.parametrize("array", [np.full((2, 2), "0"), np.full((2, 2), None), np.zeros((2, 2), complex)])
def test_entries_that_are_no_numbers_are_refused_with_their_type(array):
    with pytest.raises(NetworkError, match="this one has type"):
        check_adjacency(array)


@pytest.mark.parametrize(
    ("entries", "rule"),
    [
        ({(1, 2): 2, (2, 1): 2}, "entries must be 0 or 1"),
        ({(1, 2): -1, (2, 1): -1}, "entries must be 0 or 1"),
        ({(1, 2): np.nan, (2, 1): np.nan}, "entries must be 0 or 1"),
        ({(1, 2): 0.5, (2, 0): 7}, "entries must be 0 or 1"),
        ({(1, 2): 0, (3, 0): 1}, r"every tie must go both ways"),
    ],
)
def test_the_first_offending_pair_is_named(entries, rule):
    matrix = np.zeros((4, 4))
    matrix[1, 2] = matrix[2, 1] = matrix[2, 3] = matrix[3, 2] = 1
    for pair, value in entries.items():
        matrix[pair] = value
    expected = "(0, 3)" if "ways" in rule else "(1, 2)"
    with pytest.raises(NetworkError, match=rule) as raised:
        check_adjacency(matrix)
    assert f"for the pair {expected} is" in str(raised.value)


def test_a_node_tied_to_itself_is_named():
    matrix = PATH_OF_3.copy()
    matrix[1, 1] = matrix[2, 2] = 1
    with pytest.raises(
        NetworkError, match=r"no node may be tied to itself.*\(1, 1\) is 1.*\(2 such entries\)"
    ):
        check_adjacency(matrix)


STATES = ["UKG", "FRN", "GMY"]


def test_frames_whose_rows_and_columns_are_in_one_order_are_taken_with_their_labels():
    frame = pd.DataFrame(PATH_OF_3, index=STATES, columns=STATES)
    for network in (frame, frame.astype("Int64"), frame.astype(bool).astype("boolean")):
        ties, labels = labelled_adjacency(network)
        assert ties.tolist() == PATH_OF_3.astype(bool).tolist() and labels.tolist() == STATES
    # The same cells, which as an array would still be a network: another one.
    with pytest.raises(NetworkError, match="'UKG' and 'GMY' at position 0, the same ones in another order"):
        check_adjacency(frame[["GMY", "FRN", "UKG"]])
    with pytest.raises(NetworkError, match="'UKG' stands twice"):
        check_adjacency(frame.rename({"GMY": "UKG"}).rename(columns={"GMY": "UKG"}))
    frame.loc["UKG", "GMY"] = 1
    with pytest.raises(NetworkError, match=r"pair \(UKG, GMY\) is 1 and for \(GMY, UKG\) 0"):
        check_adjacency(frame)


def test_a_missing_tie_of_a_nullable_type_is_refused():
    frame = pd.DataFrame(PATH_OF_3, index=STATES, columns=STATES).astype("boolean")
    frame.iloc[0, 1] = frame.iloc[1, 0] = pd.NA
    with pytest.raises(NetworkError, match="has type object"):
        check_adjacency(frame)
    with pytest.raises(NetworkError, match=r"\(UKG, FRN\) is nan"):
        check_adjacency(frame.astype("Int64"))


def test_an_edge_of_a_graph_is_a_tie_whatever_its_weight():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("FRN", "UKG", 3), ("FRN", "GMY", 0)])
    ties, labels = labelled_adjacency(graph)
    assert labels.tolist() == ["FRN", "UKG", "GMY"] and ties[0].tolist() == [False, True, True]
    beside = {"the table of states": pd.DataFrame(index=STATES)}
    assert labelled_adjacency(graph, beside)[0].tolist() == PATH_OF_3.astype(bool).tolist()
    with pytest.raises(NetworkError, match=r"every tie must go both ways.*\(FRN, UKG\) is 1"):
        check_adjacency(nx.DiGraph([("FRN", "UKG")]))
    with pytest.raises(NetworkError, match="entries must be 0 or 1"):
        check_adjacency(nx.MultiGraph([("FRN", "UKG")] * 2))


def test_what_would_lose_its_meaning_as_an_array_is_refused():
    with pytest.raises(NetworkError, match="is sparse"):
        check_adjacency(sparse.csr_array(PATH_OF_3))
    with pytest.raises(NetworkError, match="masked array"):
        check_adjacency(np.ma.masked_array(PATH_OF_3, mask=PATH_OF_3))

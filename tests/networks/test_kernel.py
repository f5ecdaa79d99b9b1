"""Networks of bits against networks of booleans, of every size around the length of a word."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import entente
from entente.networks.kernel import (
    add_composition,
    add_pairs,
    count,
    lowest,
    mutual,
    pack,
    transposed,
    unpack,
)

PACKAGE = Path(entente.__file__).parent


@st.composite
def networks(draw, count=1):
    """Networks of one size, with an order of their states."""
    n = draw(st.sampled_from([1, 2, 5, 63, 64, 65, 130]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    drawn = [rng.random((n, n)) < draw(st.sampled_from([0, 0.02, 0.3, 1])) for _ in range(count)]
    return *drawn, rng.permutation(n)


def as_given(network):
    return pack(network, np.arange(len(network)))[0]


def restored(packed):
    return unpack(packed, np.arange(len(packed)))


# --- bits --------------------------------------------------------------------------------------------------


@given(st.integers(0, 2**64 - 1))
def test_bits_are_counted_and_the_lowest_is_found(word):
    assert count(np.uint64(word)) == word.bit_count()
    if word:
        assert lowest(np.uint64(word)) == (word & -word).bit_length() - 1


@pytest.mark.parametrize("position", range(64))
def test_every_single_bit_is_found(position):
    assert lowest(np.uint64(1 << position)) == position


# --- networks ----------------------------------------------------------------------------------------------


@settings(max_examples=100)
@given(networks())
def test_packing_reorders_and_unpacking_restores(drawn):
    network, order = drawn
    packed, _, _ = pack(network, order)
    assert packed.dtype == np.uint64 and packed.shape == (len(network), -(-len(network) // 64))
    assert np.array_equal(restored(packed), network[np.ix_(order, order)])
    assert np.array_equal(unpack(packed, order), network)


@pytest.mark.parametrize("n", [1, 63, 64, 65])
def test_bits_beyond_the_last_state_are_zero(n):
    packed = as_given(np.ones((n, n), dtype=bool))
    assert sum(int(word).bit_count() for word in packed.ravel()) == n * n


@settings(max_examples=100)
@given(networks())
def test_symmetry_loops_and_mutual_ties(drawn):
    network, order = drawn
    packed, loopless, symmetric = pack(network, order)
    assert symmetric == np.array_equal(network, network.T)
    assert pack(network | network.T, order)[2]
    assert loopless == (not network.diagonal().any())
    assert np.array_equal(unpack(mutual(packed), order), network & network.T)
    assert np.array_equal(unpack(transposed(packed), order), network.T)


@settings(max_examples=100)
@given(networks(count=3))
def test_composition_is_the_binarised_product(drawn):
    base, first, second, _ = drawn
    expected = base | (first.astype(int) @ second.astype(int) > 0)
    np.fill_diagonal(expected, False)
    joined = as_given(base)
    add_composition(joined, as_given(first), as_given(second))
    assert np.array_equal(restored(joined), expected)


@settings(max_examples=100)
@given(networks())
def test_the_chosen_are_all_tied_and_nobody_else(drawn):
    network, _ = drawn
    chosen, tied = network[0], np.zeros_like(as_given(network))
    add_pairs(tied, chosen)
    assert np.array_equal(restored(tied), np.outer(chosen, chosen) & ~np.eye(len(chosen), dtype=bool))


# --- compiled code is kept, and never outlives its source --------------------------------------------------

#: Environment variables that say where compiled code is kept.
PLACES = ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME")

ANSWER = """
import numpy as np
from entente.networks.kernel import _sum
print(_sum(np.array([[4]], np.uint64), 0, np.arange(9)))
"""


def answer(folder, **setting):
    """What a new process computes: the capability of the third state, 2."""
    others = {name: value for name, value in os.environ.items() if name not in PLACES}
    given = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", ANSWER],
        env={**others, **given, **setting},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def kernel(tmp_path):
    """Path of the kernel in a copy of the package."""
    shutil.copytree(PACKAGE, tmp_path / "entente", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "entente" / "networks" / "kernel.py"


def test_all_compiled_functions_are_in_one_file():
    using = [path for path in PACKAGE.rglob("*.py") if "numba" in path.read_text(encoding="utf-8")]
    assert using == [PACKAGE / "networks" / "kernel.py"]


def test_a_change_in_a_function_that_is_called_is_compiled(kernel, tmp_path):
    assert answer(tmp_path) == "2"
    changed = kernel.read_text().replace("count((word & -word) - _ONE)", "count((word & -word) - _ONE) + 1")
    assert changed != kernel.read_text()
    kernel.write_text(changed)
    assert answer(tmp_path) == "3"


def test_compiled_code_is_kept_beside_the_kernel(kernel, tmp_path):
    answer(tmp_path)
    assert list(kernel.parent.glob("__pycache__/*.nbc"))


def test_in_a_package_that_is_read_only_it_is_kept_in_the_users_cache(kernel, tmp_path):
    (kernel.parent / "__pycache__").write_text("no folder")
    assert answer(tmp_path) == "2"
    assert list((tmp_path / ".cache").rglob("*.nbc"))


@pytest.mark.parametrize("setting", [{}, {"NUMBA_CACHE_DIR": "/dev/null/cache"}])
def test_without_a_folder_to_keep_it_in_code_runs_all_the_same(kernel, tmp_path, setting):
    (kernel.parent / "__pycache__").write_text("no folder")
    (tmp_path / ".cache").write_text("no folder")
    assert answer(tmp_path, **setting) == "2"

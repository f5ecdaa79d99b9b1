"""Networks as rows of bits, 64 states a word: packing, unpacking, and what is asked of single bits.

Bit ``j % 64`` of word ``j // 64`` in row i says whether i is tied to j.  Bits beyond the last state are 0.
"""

from __future__ import annotations

import numpy as np
from numba.cpython.unsafe.numbers import trailing_zeros  # numba has no public name for it; the pin is exact

from entente.core.compiling import compiled

#: States in a word.
WORD = 64
_ONE, _LAST = np.uint64(1), np.uint64(WORD - 1)


@compiled
def lowest(word):
    """Return the position of the lowest set bit of a word that is not 0: int64."""
    return np.int64(trailing_zeros(word))


@compiled
def bit(position):
    """Return the word in which only the bit of a state is set, given its position in the network: uint64."""
    return _ONE << (np.uint64(position) & _LAST)


@compiled
def has(row, position):
    """Return whether a row of words, uint64 (words,), ties the state at ``position``: bool."""
    return row[position // WORD] & bit(position) != 0


@compiled
def _tie(packed, i, j):
    packed[i, j // WORD] |= bit(j)


@compiled
def pack(network, position):
    """Pack a network with its states in another order.

    Parameters
    ----------
    network : ndarray of bool, shape (n, n), C-contiguous
    position : ndarray of int64, shape (n,)
        Where each state comes to stand.

    Returns
    -------
    ndarray of uint64, shape (n, ceil(n / 64))
    """
    n = len(position)
    packed = np.zeros((n, (n + WORD - 1) // WORD), np.uint64)
    cells = network.ravel().view(np.uint8)
    eights = cells[: cells.size // 8 * 8].view(np.uint64)
    for k in range(len(eights)):
        word = eights[k]  # most networks are sparse: eight cells without a tie are passed over at once
        row, column = divmod(8 * k, n) if word else (0, 0)
        while word:
            i, j = row, column + (lowest(word) >> 3)
            while j >= n:
                i, j = i + 1, j - n
            _tie(packed, position[i], position[j])
            word &= word - _ONE
    for cell in range(8 * len(eights), cells.size):
        if cells[cell]:
            _tie(packed, position[cell // n], position[cell % n])
    return packed


@compiled
def unpack(packed, order):
    """Unpack a network into the order that its states had before.

    Parameters
    ----------
    packed : ndarray of uint64, shape (n, ceil(n / 64))
    order : ndarray of int64, shape (n,)
        Which state stands in each position.

    Returns
    -------
    ndarray of bool, shape (n, n)
    """
    n = len(order)
    network = np.zeros((n, n), np.bool_)
    for i in range(n):
        row = network[order[i]]
        for w in range(packed.shape[1]):
            word = packed[i, w]
            while word:
                row[order[w * WORD + lowest(word)]] = True
                word &= word - _ONE
    return network


@compiled
def is_loopless(packed):
    """Return whether no state of a packed network is tied to itself: bool."""
    loops = 0
    for i in range(len(packed)):
        loops += has(packed[i], i)
    return loops == 0


@compiled
def is_symmetric(packed):
    """Return whether every tie of a packed network goes both ways: bool, in time linear in the ties."""
    for i in range(len(packed)):
        for w in range(packed.shape[1]):
            word = packed[i, w]
            while word:
                if not has(packed[w * WORD + lowest(word)], i):
                    return False
                word &= word - _ONE
    return True


@compiled
def mutual(packed):
    """Return the ties of a packed network that go both ways, as a packed network."""
    both = np.zeros_like(packed)
    for i in range(len(packed)):
        for w in range(packed.shape[1]):
            word = packed[i, w]
            while word:
                j = w * WORD + lowest(word)
                if has(packed[j], i):
                    both[i, w] |= bit(j)
                word &= word - _ONE
    return both


@compiled
def joined_with_composition(base, first, second):
    """Return B(base + first·second) with a zero diagonal: ties of base, and those by first and then second.

    Parameters
    ----------
    base, first, second : ndarray of uint64, shape (n, ceil(n / 64))
        Packed networks.

    Returns
    -------
    ndarray of uint64, shape (n, ceil(n / 64))
        In time of the order (ties of ``first``) × n / 64.
    """
    joined = base.copy()
    for i in range(len(first)):
        for w in range(first.shape[1]):
            word = first[i, w]
            while word:
                row = second[w * WORD + lowest(word)]
                for v in range(len(row)):  # several times as fast as |= on the slices
                    joined[i, v] |= row[v]
                word &= word - _ONE
        joined[i, i // WORD] &= ~bit(i)
    return joined

"""Persons whose answers have reference values: S12 and S30."""

import numpy as np
import pandas as pd


def twelve():
    """S12: z treated in blocks of six, zc another treatment, x and x2 covariates, m a mediator, w weights."""
    rows = {
        "y": "3 5 4 1 2 5 4 2 1 3 2 5",
        "z": "1 1 1 0 0 1 1 0 0 0 1 0",
        "block": "1 1 1 1 1 1 2 2 2 2 2 2",
        "x": "2 1 0 3 1 2 0 1 3 2 1 0",
        "x2": "1 0 0 1 1 0 1 0 0 1 1 0",
        "m": "4 5 3 2 1 4 5 1 2 3 4 2",
        "zc": "1 0 1 0 0 1 1 0 1 0 0 1",
        "w": "1 2 1 1 3 1 2 1 1 2 1 2",
    }
    return with_arms(pd.DataFrame({name: np.array(row.split(), float) for name, row in rows.items()}))


def thirty():
    """S30: z treated in clusters g, x a covariate, w weights; zz treated in blocks b."""
    i = np.arange(1, 31)
    g = np.repeat(np.arange(1, 9), [2, 3, 5, 4, 2, 6, 3, 5])
    z = (g % 2 == 0).astype(float)
    frame = pd.DataFrame(
        {
            "y": (13 * i % 17) / 4 + 0.8 * z + 0.3 * g,
            "z": z,
            "x": (7 * i % 11).astype(float),
            "g": g,
            "w": 1 + (5 * i % 7) / 3,
            "b": (i - 1) % 3 + 1,
            "zz": np.array([0, 1, 1, 0, 1], float)[(i - 1) % 5],
        },
        index=[f"person {j}" for j in i],
    )
    return with_arms(frame)


def with_arms(frame):
    """Add the arms with labels: ``arm`` for z, ``second`` for zc or zz."""
    second = "zc" if "zc" in frame else "zz"
    label = {0.0: "control", 1.0: "treated"}
    return frame.assign(arm=frame["z"].map(label), second=frame[second].map(label))

"""The map and the curve show what they are drawn from."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgba

from entente.core.errors import ConfigurationError
from entente.games.nato import read_accessions
from entente.studies.games.figures.nato_map import INSETS, LAND, nato_map, wave_names
from entente.studies.games.figures.nato_members import members_curve

WAVES = {"1949": 1949, "1952–55": 1955, "to 2000": 2000, "to 2024": 2024}


def square(shape, ccode, west, south, first, last, size=3.0):
    longitude, latitude = np.array([[0, 0], [size, 0], [size, size], [0, size], [0, 0]]).T
    return pd.DataFrame(
        {
            "shape": shape,
            "ring": 0,
            "point": range(5),
            "ccode": ccode,
            "first_date": pd.Timestamp(first),
            "last_date": pd.Timestamp(last),
            "longitude": west + longitude,
            "latitude": south + latitude,
        }
    )


@pytest.fixture
def drawn(accession_path):
    borders = pd.concat(
        [
            square(1, 260, 9, 50, "1955-05-05", "1990-10-02"),
            square(2, 255, 9, 50, "1990-10-03", "2019-12-31", size=5.0),
            square(3, 220, 2, 46, "1946-01-01", "2019-12-31"),
            square(4, 225, 7, 46, "1946-01-01", "2019-12-31"),
            square(5, 2, -100, 40, "1946-01-01", "2019-12-31"),
        ]
    )
    names = pd.Series({2: "United States of America", 220: "France", 225: "Switzerland", 255: "Germany"})
    return nato_map(borders, read_accessions(accession_path), names, [2024, 1955], WAVES)


def test_members_have_the_shade_of_their_wave_and_others_none(drawn):
    last, earlier = (drawn.axes[at] for at in (0, -1))
    shades = {text.get_text(): handle.get_facecolor() for text, handle in legend(drawn)}
    federal, french = shades["1952–55"], shades["1949"]
    assert set(shades) == {*WAVES, "no member"}
    assert faces(earlier) == sorted([french, to_rgba(LAND), federal])
    assert faces(last) == sorted([french, to_rgba(LAND), federal]), "united Germany goes on"


def faces(axis):
    return sorted(to_rgba(patch.get_facecolor()) for patch in axis.patches)


def test_insets_of_the_last_year_call_members_by_their_names(drawn):
    insets = {axis.get_title(loc="left"): axis for axis in drawn.axes[1:-1]}
    assert list(insets) == [view.title for view in INSETS]
    named = {title: [text.get_text() for text in axis.texts] for title, axis in insets.items()}
    assert named["Beyond the map"] == ["United States of America"]
    assert named["Low Countries"] == ["Germany"], "what is no member, or not shown, has no name"


def legend(figure):
    [found] = figure.legends
    return zip(found.get_texts(), found.get_patches(), strict=True)


def test_a_panel_says_how_many_members_and_which_borders(drawn):
    assert drawn.axes[-1].get_title(loc="left") == "1955: 15 members"
    assert drawn.axes[0].get_title(loc="left") == "2024: 32 members (borders of 2019)"


def test_a_state_that_joined_after_the_last_wave_is_refused(accession_path):
    with pytest.raises(ConfigurationError, match="end in 2020, but states joined in 2024"):
        wave_names(read_accessions(accession_path), {"all": 2020})


def test_the_curve_ends_where_a_basis_does():
    counts = pd.DataFrame(
        {"year": [1, 2, 1, 2], "basis": ["a", "a", "b", "b"], "members": [12, 14, 12, pd.NA]}
    )
    [axis] = members_curve(counts, {"a": "A", "b": "B"}).axes
    assert [line.get_ydata().tolist() for line in axis.lines] == [[12, 14], [12]]


def test_names_of_small_members_do_not_stand_on_each_other(accession_path):
    states = {339: (19.5, 41.0), 341: (19.4, 42.6), 343: (21.0, 41.4), 344: (16.5, 44.0)}
    borders = pd.concat(
        [
            square(number, code, west, south, "1946-01-01", "2019-12-31", size=2.6)
            for number, (code, (west, south)) in enumerate(states.items(), start=1)
        ]
    )
    names = pd.Series({339: "Albania", 341: "Montenegro", 343: "Macedonia", 344: "Croatia"})
    drawn = nato_map(borders, read_accessions(accession_path), names, [2024], WAVES)
    [inset] = [axis for axis in drawn.axes if axis.get_title(loc="left") == INSETS[-1].title]
    boxes = [text.get_window_extent() for text in inset.texts]
    assert len(boxes) == 4
    assert not any(box.overlaps(other) for at, box in enumerate(boxes) for other in boxes[:at])

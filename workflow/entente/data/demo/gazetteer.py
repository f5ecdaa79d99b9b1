"""States of the demo world: COW codes, places, and invented spells of membership and of major-power status.

The spells keep to the years in which codes of the raw files change (Polity's 305, 342, 364 and 769), so that
the workflow's recode table applies unchanged; all other dates are arbitrary.
"""

from __future__ import annotations

from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 1959

FIRST_DAY, LAST_DAY = f"{FIRST_YEAR}-01-01", f"{LAST_YEAR}-12-31"

ALWAYS = ((FIRST_DAY, LAST_DAY),)


class State(NamedTuple):
    """One state.

    Attributes
    ----------
    code : int
        COW country code.
    abbreviation, name, capital : str
        As in the raw files; the capital is the one at the end, see :data:`MOVED_CAPITALS`.
    latitude, longitude : float
        Of the capital, in degrees north and east.
    region : str
        America, Europe or Asia (with Africa): whose organizations the state may join.
    religion : str
        The World Religion Project's column of its largest religion.
    spells : tuple of (str, str)
        First and last day of each spell of membership, ISO dates.
    """

    code: int
    abbreviation: str
    name: str
    capital: str
    latitude: float
    longitude: float
    region: str
    religion: str
    spells: tuple[tuple[str, str], ...] = ALWAYS


STATES = (
    State(2, "USA", "United States of America", "Washington D.C.", 38.90, -77.04, "America", "chrstprot"),
    State(20, "CAN", "Canada", "Ottawa", 45.42, -75.70, "America", "chrstprot", (("1918-07-01", LAST_DAY),)),
    State(
        40,
        "CUB",
        "Cuba",
        "Havana",
        23.13,
        -82.37,
        "America",
        "chrstcat",
        (("1903-02-10", "1907-09-15"), ("1911-06-01", LAST_DAY)),
    ),
    State(70, "MEX", "Mexico", "Mexico City", 19.43, -99.13, "America", "chrstcat"),
    State(101, "VEN", "Venezuela", "Caracas", 10.49, -66.88, "America", "chrstcat"),
    State(130, "ECU", "Ecuador", "Quito", -0.22, -78.51, "America", "chrstcat"),
    State(135, "PER", "Peru", "Lima", -12.05, -77.04, "America", "chrstcat"),
    State(140, "BRA", "Brazil", "Rio de Janeiro", -22.91, -43.21, "America", "chrstcat"),
    State(145, "BOL", "Bolivia", "Sucre", -19.05, -65.26, "America", "chrstcat"),
    State(155, "CHL", "Chile", "Santiago", -33.45, -70.67, "America", "chrstcat"),
    State(160, "ARG", "Argentina", "Buenos Aires", -34.60, -58.38, "America", "chrstcat"),
    State(200, "UKG", "United Kingdom", "London", 51.51, -0.13, "Europe", "chrstang"),
    State(210, "NTH", "Netherlands", "Amsterdam", 52.37, 4.89, "Europe", "chrstprot"),
    State(211, "BEL", "Belgium", "Brussels", 50.85, 4.35, "Europe", "chrstcat"),
    State(220, "FRN", "France", "Paris", 48.86, 2.35, "Europe", "chrstcat"),
    State(225, "SWZ", "Switzerland", "Bern", 46.95, 7.45, "Europe", "chrstprot"),
    State(230, "SPN", "Spain", "Madrid", 40.42, -3.70, "Europe", "chrstcat"),
    State(235, "POR", "Portugal", "Lisbon", 38.72, -9.14, "Europe", "chrstcat"),
    State(255, "GMY", "Germany", "Berlin", 52.52, 13.40, "Europe", "chrstprot"),
    State(
        290,
        "POL",
        "Poland",
        "Warsaw",
        52.23,
        21.01,
        "Europe",
        "chrstcat",
        (("1919-02-20", "1938-10-05"), ("1944-08-15", LAST_DAY)),
    ),
    State(
        300,
        "AUH",
        "Austria-Hungary",
        "Vienna",
        48.21,
        16.37,
        "Europe",
        "chrstcat",
        ((FIRST_DAY, "1918-10-20"),),
    ),
    State(
        305,
        "AUS",
        "Austria",
        "Vienna",
        48.21,
        16.37,
        "Europe",
        "chrstcat",
        (("1919-04-02", "1937-05-13"), ("1950-03-01", LAST_DAY)),
    ),
    State(310, "HUN", "Hungary", "Budapest", 47.50, 19.04, "Europe", "chrstcat", (("1918-11-25", LAST_DAY),)),
    State(
        315,
        "CZE",
        "Czechoslovakia",
        "Prague",
        50.08,
        14.44,
        "Europe",
        "chrstcat",
        (("1918-12-01", "1941-02-15"), ("1946-01-10", LAST_DAY)),
    ),
    State(325, "ITA", "Italy", "Rome", 41.89, 12.48, "Europe", "chrstcat"),
    State(
        345,
        "YUG",
        "Yugoslavia",
        "Belgrade",
        44.79,
        20.45,
        "Europe",
        "chrstorth",
        ((FIRST_DAY, "1940-06-20"), ("1943-10-01", LAST_DAY)),
    ),
    State(350, "GRC", "Greece", "Athens", 37.98, 23.73, "Europe", "chrstorth"),
    State(360, "ROM", "Romania", "Bucharest", 44.43, 26.10, "Europe", "chrstorth"),
    State(365, "RUS", "Russia", "Moscow", 55.76, 37.62, "Europe", "chrstorth"),
    State(
        366, "EST", "Estonia", "Tallinn", 59.44, 24.75, "Europe", "chrstprot", (("1920-05-24", "1936-08-06"),)
    ),
    State(380, "SWD", "Sweden", "Stockholm", 59.33, 18.07, "Europe", "chrstprot"),
    State(390, "DEN", "Denmark", "Copenhagen", 55.68, 12.57, "Europe", "chrstprot"),
    State(530, "ETH", "Ethiopia", "Addis Ababa", 9.03, 38.74, "Asia", "chrstorth"),
    State(
        600,
        "MOR",
        "Morocco",
        "Rabat",
        34.02,
        -6.84,
        "Asia",
        "islmsun",
        ((FIRST_DAY, "1914-03-30"), ("1954-09-02", LAST_DAY)),
    ),
    State(630, "IRN", "Iran", "Teheran", 35.69, 51.39, "Asia", "islmshi"),
    State(640, "TUR", "Turkey", "Ankara", 39.93, 32.86, "Asia", "islmsun"),
    State(651, "EGY", "Egypt", "Cairo", 30.04, 31.24, "Asia", "islmsun", (("1934-04-15", LAST_DAY),)),
    State(710, "CHN", "China", "Peking", 39.90, 116.41, "Asia", "confgen"),
    State(730, "KOR", "Korea", "Seoul", 37.57, 126.98, "Asia", "confgen", ((FIRST_DAY, "1909-07-22"),)),
    State(740, "JPN", "Japan", "Tokyo", 35.68, 139.69, "Asia", "shntgen"),
    State(750, "IND", "India", "New Delhi", 28.61, 77.21, "Asia", "hindgen", (("1946-09-15", LAST_DAY),)),
    State(770, "PAK", "Pakistan", "Karachi", 24.86, 67.01, "Asia", "islmsun", (("1947-10-14", LAST_DAY),)),
    State(800, "THI", "Thailand", "Bangkok", 13.76, 100.50, "Asia", "budthr"),
)

#: Earlier capital by code: name, latitude, longitude, and the day on which the state moved to its later one.
MOVED_CAPITALS = {640: ("Istanbul", 41.01, 28.98, "1923-05-13")}

#: Spells of major-power status: code, first and last day.
MAJOR_POWERS = (
    (2, "1901-03-04", LAST_DAY),
    (200, FIRST_DAY, LAST_DAY),
    (220, FIRST_DAY, "1939-06-22"),
    (220, "1946-01-15", LAST_DAY),
    (255, FIRST_DAY, "1918-11-30"),
    (255, "1927-01-01", "1944-05-07"),
    (300, FIRST_DAY, "1918-10-20"),
    (325, "1908-01-01", "1942-09-02"),
    (365, FIRST_DAY, LAST_DAY),
    (710, "1951-01-01", LAST_DAY),
    (740, "1904-04-01", "1944-08-14"),
)

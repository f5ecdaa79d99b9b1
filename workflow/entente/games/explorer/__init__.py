"""The explorer of the burden-sharing game: one page that solves the game anew at every touch.

What the page does is in its scripts: ``formulas.js`` solves the game, ``words.js`` tells the path of play,
``drawing.js`` draws the two pictures, ``page.js`` ties them to controls and address.
"""

from entente.games.explorer.explorer import EXAMPLES, explorer_page

__all__ = ["EXAMPLES", "explorer_page"]

"""Formal models of alliances: games solved in closed form, and solvers that know no formula to check them.

Parameters are numbers, arrays that broadcast, or Series whose labels must agree; GameInputError is raised, by
name, for any outside its range (:mod:`entente.games.parameters`).  No module here reads data.
"""

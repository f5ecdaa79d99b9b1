"""Formal models of alliances, and facts beside them: what only this study needs."""

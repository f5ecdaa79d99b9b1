"""Formal models of alliances, and an alliance of history beside them: usable on their own."""

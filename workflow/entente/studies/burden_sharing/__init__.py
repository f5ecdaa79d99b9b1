"""Burden sharing: who carries what in networks of security cooperation, why, and with what consequence."""

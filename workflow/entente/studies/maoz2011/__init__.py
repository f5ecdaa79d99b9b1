"""Maoz (2011), How Cooperation Emerges from Conflict: the replication."""

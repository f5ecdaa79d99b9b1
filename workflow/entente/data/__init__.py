"""From raw files to tidy tables: the registry, retrieval, readers, and the demo world."""

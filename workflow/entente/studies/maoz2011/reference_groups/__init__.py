"""Strategic reference groups: who threatens whom, directly or through an ally."""

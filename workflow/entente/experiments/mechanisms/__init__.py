"""Why and for whom effects are: mediators, moderators, and ordered logits beside means of scales."""

"""A study of visits."""

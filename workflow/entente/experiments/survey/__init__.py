"""Files of answers: how they are found and read, what is refused, and columns made of their columns."""

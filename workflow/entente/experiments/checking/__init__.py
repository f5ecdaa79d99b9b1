"""What is looked at before any estimate: arms, who answered, what was understood, balance."""

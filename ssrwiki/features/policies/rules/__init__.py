"""The policy of policies, in plain Python: what counts, what carries over, what must wait."""

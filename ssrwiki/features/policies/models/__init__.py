"""Tables of policies: what is published, the rounds on it, and the positions people take."""

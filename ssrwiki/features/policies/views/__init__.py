"""Pages of policies: read, written, published, endorsed, moved on; their rounds and answers."""

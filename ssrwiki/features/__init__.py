"""What a member sees. Features are strangers to one another; only `home` looks round."""

"""What the worker does for policies."""

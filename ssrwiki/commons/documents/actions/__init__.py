"""Writes on documents: kinds declared by features, saving, restoring, redacting."""

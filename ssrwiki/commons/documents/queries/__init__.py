"""Reads of documents: one, its revisions, lists, links, topics, and what search keeps of it."""

"""Journeys in a real browser against a real server: gunicorn, the worker, the demo's content."""

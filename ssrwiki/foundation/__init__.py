"""Knows neither people nor policies: settings, database, jobs, markup, search, web."""

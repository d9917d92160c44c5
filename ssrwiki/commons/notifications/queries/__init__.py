"""Reads of notices: watches, who hears of an activity, the inbox, and what may be mailed."""

"""Pages of notices: the inbox, watching, and how to make the mails stop."""

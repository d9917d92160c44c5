"""What every document has below its address: history, revisions, comparison, restore, redact.

`views.blueprint_of(kind)` gives a feature these routes under its own section.
"""

"""Addresses of clauses, and their markup outside the text."""


def anchor_of(clause_id: str) -> str:
    """The fragment of a clause on any page of its policy."""
    return f"c-{clause_id}"


def clause_href(address: str, version_number: int, clause_id: str) -> str:
    """A clause in one version of the policy at `address`; a long text opens at its section."""
    return f"{address}/v{version_number}?clause={clause_id}#{anchor_of(clause_id)}"


def standing_alone(html: str) -> str:
    """A clause's markup outside its text: an item brings a list of its own along."""
    return f"<ul>{html}</ul>" if html.startswith("<li") else html

"""Moving a policy from state to state, and ruling on objections."""

from sqlalchemy.orm import Session


"""The account pages, and who a request comes from."""

"""`python -m ssrwiki.cli`, for processes that the command itself starts."""

from ssrwiki.cli import main

main()

"""Pages of moderation: reporting, the queue, appeals, people."""

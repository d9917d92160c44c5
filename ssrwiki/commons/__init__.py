"""What features share about the community; stacked, so that upper packages import lower ones."""

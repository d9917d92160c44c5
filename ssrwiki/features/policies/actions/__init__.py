"""What officers and practitioners do: write, publish, decide, take positions."""

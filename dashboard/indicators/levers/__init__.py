"""What partnerships do, by the three levers of change."""

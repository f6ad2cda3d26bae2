"""What a gate leaves where it ran."""

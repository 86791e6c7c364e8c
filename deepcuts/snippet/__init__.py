"""What a snippet says."""

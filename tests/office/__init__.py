"""Office documents in and out."""

"""Writes. Each is atomic, says who and when, and refuses with a sentence that can be shown."""

"""Writes of indicators and their readings; each says who and when."""

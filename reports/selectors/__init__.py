"""Reads that compose several others: the overview, and the dashboard of a plan."""

"""Reads: how things stood on a day, as plain values. No page and no paper reads in another way."""

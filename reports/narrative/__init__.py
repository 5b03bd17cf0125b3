"""Texts in Markdown: what they become in a pack, and the live figures that they can quote."""

"""Figures: SVG made on the server from plain values, the same for pages and papers."""

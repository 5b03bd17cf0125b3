"""What is known of a service's indicators, as plain values."""

from indicators.selectors.lines import indicator_lines, reading_lines

__all__ = ["indicator_lines", "reading_lines"]

"""What the lint looks for in a pack: rules on its texts, lists and numbers as plain values."""

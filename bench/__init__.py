"""How fast yotplan is, as ratios between two things measured in one run. Nothing here asserts a time."""

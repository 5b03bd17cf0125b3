"""A gathered document in each format: these modules print blocks and decide nothing."""

"""What is known of a service's indicators, as plain values."""

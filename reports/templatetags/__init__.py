"""What templates can ask of reports."""

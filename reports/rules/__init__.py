"""Rules of reviews and packs on plain values: no database, no clock."""

"""Everything a person (or the clock) can do. The only writer of records."""

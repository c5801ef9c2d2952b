"""What the records say, for pages and exports. Reads only; nothing here writes."""

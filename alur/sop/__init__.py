"""What a procedure is: read, check, follow, lay out, draw. Pure Python; no Django, no clock, no files but those given."""

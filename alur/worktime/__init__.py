"""Working hours and holidays: how long, until when, and why. Pure Python; no Django, no clock."""

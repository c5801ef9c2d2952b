"""Official papers as PDF: templates, typesetting, the wording of dates and durations on paper."""

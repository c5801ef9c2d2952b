"""Retensi: cases by phase, lists of what goes, the schedule, and one case's holds."""

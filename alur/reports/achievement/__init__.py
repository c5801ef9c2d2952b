"""Laporan: how a procedure did against its mutu baku in a period, for screen, print and files."""

from alur.reports.achievement.periods import Period, choices, named_period, own_period, period_around
from alur.reports.achievement.readers import readable
from alur.reports.achievement.report import Report, report_of

__all__ = ["Period", "Report", "choices", "named_period", "own_period", "period_around", "readable", "report_of"]

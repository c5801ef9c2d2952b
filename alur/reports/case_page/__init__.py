"""Everything the page of one case prints, read with a fixed number of statements. What may be done is asked of `alur.actions`."""

from alur.reports.case_page.describing import describe, find_case
from alur.reports.case_page.page import CasePage
from alur.reports.case_page.people import holders_of
from alur.reports.case_page.reckoning import ReckoningPage, reckon_visit

__all__ = ["CasePage", "ReckoningPage", "describe", "find_case", "holders_of", "reckon_visit"]

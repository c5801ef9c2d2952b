"""All that the page of one case prints, in a fixed number of statements. What may be done, `alur.actions` says."""

from alur.reports.case_page.describing import describe, find_case
from alur.reports.case_page.page import CasePage
from alur.reports.case_page.people import Candidate, holders_of
from alur.reports.case_page.reckoning import ReckoningPage, reckon_visit
from alur.reports.case_page.reckoning_data import visit_reckoning_data

__all__ = [
    "Candidate",
    "CasePage",
    "ReckoningPage",
    "describe",
    "find_case",
    "holders_of",
    "reckon_visit",
    "visit_reckoning_data",
]

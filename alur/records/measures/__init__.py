"""What was done in a span of time, counted from the record: closed visits by step, and figures about cases.

The same functions count a month that is being kept and a span that no month has been kept of, so both agree.
"""

from alur.records.measures.counting import AGES, Counted, age_of, count
from alur.records.measures.departures import BY_ITSELF, ENDED_OUTSIDE, NOT_WORKED, PASSED, RECALLED, Departure, departed
from alur.records.measures.figures import HIDDEN_POINT, Figures
from alur.records.measures.groups import Group, GroupKey, merged
from alur.records.measures.months import midnight, month_after, month_edges, month_of, months_between, zone
from alur.records.measures.span import Span

__all__ = [
    "AGES",
    "BY_ITSELF",
    "ENDED_OUTSIDE",
    "HIDDEN_POINT",
    "NOT_WORKED",
    "PASSED",
    "RECALLED",
    "Counted",
    "Departure",
    "Figures",
    "Group",
    "GroupKey",
    "Span",
    "age_of",
    "count",
    "departed",
    "merged",
    "midnight",
    "month_after",
    "month_edges",
    "month_of",
    "months_between",
    "zone",
]

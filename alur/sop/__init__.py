"""What a procedure is: read, check, follow, lay out, draw. Pure Python; no Django, no clock, no files."""

from alur.sop.checking import check, faults_of, publishable, unsupported
from alur.sop.faults import Fault, Grade
from alur.sop.following import follow
from alur.sop.reading import Reading, read

__all__ = ["Fault", "Grade", "Reading", "check", "faults_of", "follow", "publishable", "read", "unsupported"]

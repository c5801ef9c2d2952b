"""The form of a step, built from the step itself: which fields it has, what was typed, and what is handed in."""

from alur.web.forms.step.errors import FormError, errors_of
from alur.web.forms.step.fields import is_touched, more_rows, typed
from alur.web.forms.step.handing_in import decision_of, handover_of, url_of
from alur.web.forms.step.shape import StepForm, step_form

__all__ = [
    "FormError",
    "StepForm",
    "decision_of",
    "errors_of",
    "handover_of",
    "is_touched",
    "more_rows",
    "step_form",
    "typed",
    "url_of",
]

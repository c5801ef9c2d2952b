"""Retention: the schedule, holds, lists of what is to go, and carrying them out. Nothing goes by itself."""

from alur.actions.retention.carrying import carry_out, may_carry_out
from alur.actions.retention.deciding import approve, may_decide, reject
from alur.actions.retention.holds import hold, lift, may_hold, may_lift
from alur.actions.retention.proposing import may_propose, propose
from alur.actions.retention.rules import RuleValues, may_keep_rules, may_set_rule, set_rule

__all__ = [
    "RuleValues",
    "approve",
    "carry_out",
    "hold",
    "lift",
    "may_carry_out",
    "may_decide",
    "may_hold",
    "may_keep_rules",
    "may_lift",
    "may_propose",
    "may_set_rule",
    "propose",
    "reject",
    "set_rule",
]

"""How dates, times and shapes are written on pages."""

from django import template

register = template.Library()

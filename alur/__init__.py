"""Alur runs an official procedure (SOP) and proves afterwards that it did."""

__version__ = "0.1.0"

"""What may be wrong with a procedure document, in three grades, each with its place and a sentence for an official."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """ERROR cannot run; QUESTION must be answered once before publishing; NOTE may stay (sop-forms: three grades)."""

    ERROR = "galat"
    QUESTION = "tanya"
    NOTE = "catatan"


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding. `code` is stable; a question's code is also the key of its answer in the table `jawaban`."""

    grade: Grade
    line: int
    sentence: str
    code: str
    file: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.grade}: {self.sentence}"


def error(line: int, code: str, sentence: str) -> Fault:
    """A fault that keeps the procedure from running."""
    return Fault(Grade.ERROR, line, sentence, code)


def question(line: int, code: str, sentence: str) -> Fault:
    """A fault that somebody must answer before the procedure is published."""
    return Fault(Grade.QUESTION, line, sentence, code)


def note(line: int, code: str, sentence: str) -> Fault:
    """A remark that may stay."""
    return Fault(Grade.NOTE, line, sentence, code)

"""Compares the locks with published advisories through pip-audit, where it is installed and its service answers.

Exit 0: no advisory, or the audit could not be made, which is then said; 1: a locked library has an advisory.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LOCKS = ("base.txt", "s3.txt")
SECONDS = 120


def main() -> int:
    """Audit each lock; print what was found or why nothing was looked for."""
    found: list[str] = []
    for name in LOCKS:
        report = asked(HERE / name)
        if report is None:
            print(f"skipped: audit of {name} (pip-audit is not installed, or its advisories cannot be reached)")
        else:
            found += [f"{name}: {line}" for line in advisories(report)]
    print("\n".join(found))
    return 1 if found else 0


def asked(lock: Path) -> dict[str, Any] | None:
    """What pip-audit reports about this lock, None when there is no report."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-f", "json", "-r", str(lock)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        report = json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, json.JSONDecodeError):
        return None
    return report if isinstance(report, dict) else None


def advisories(report: dict[str, Any]) -> list[str]:
    """A line for each advisory: library, version, its name, and the versions that mend it."""
    return [
        f"{item['name']} {item.get('version', '')}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or '–'}"
        for item in report.get("dependencies", [])
        for fault in item.get("vulns", [])
    ]


if __name__ == "__main__":
    sys.exit(main())

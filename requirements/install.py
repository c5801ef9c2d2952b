"""Makes a virtual environment from a lock file, or finds it ready. `run` and `test` call it; standard library only.

The environment counts as ready when its stamp says so, and the stamp is the last thing written: what a killed or
failed run left behind is made again. A lock on the folder's name keeps two runs from building at the same time.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def main(arguments: list[str]) -> int:
    """`install.py LOCK FOLDER`: 0 when FOLDER holds what requirements/LOCK.txt names, 1 with a sentence otherwise."""
    lock_name, folder_name = arguments
    lock, folder = HERE / f"{lock_name}.txt", ROOT / folder_name
    with open(ROOT / f"{folder_name}.lock", "w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        stamp = folder / "alur-stamp"
        wanted = fingerprint(lock, folder)
        if stamp.is_file() and stamp.read_text() == wanted and still_runs(folder):
            return 0
        return build(lock, folder, stamp, wanted)


def fingerprint(lock: Path, folder: Path) -> str:
    """What the environment depends on: the lock, the names of the commands, its own place (it holds absolute paths)."""
    digest = hashlib.sha256()
    for part in (lock, ROOT / "pyproject.toml"):
        digest.update(part.read_bytes())
    digest.update(str(folder).encode())
    return digest.hexdigest()


def still_runs(folder: Path) -> bool:
    """False after the system's Python was removed or replaced by another minor version."""
    try:
        return (
            subprocess.run(
                [str(folder / "bin" / "python"), "-c", "import alur"], cwd="/", stderr=subprocess.DEVNULL
            ).returncode
            == 0
        )
    except OSError:
        return False


def build(lock: Path, folder: Path, stamp: Path, wanted: str) -> int:
    print(f"Menyiapkan pustaka di {folder.name} (sekali saja, sekitar satu menit) …", file=sys.stderr, flush=True)
    stamp.unlink(missing_ok=True)
    venv.EnvBuilder(clear=True, with_pip=True, symlinks=True).create(folder)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    steps = (
        [*pip, "--require-hashes", "-r", str(lock)],
        [*pip, "--no-index", "--no-build-isolation", "--no-deps", "-e", str(ROOT)],
    )
    for step in steps:
        if subprocess.run(step, stdin=subprocess.DEVNULL).returncode:
            print(
                "Pemasangan pustaka gagal; sebabnya tertulis di atas. Biasanya registri paket tidak terjangkau: "
                "periksa jaringan atau proksi, lalu jalankan lagi.",
                file=sys.stderr,
            )
            return 1
    write_whole(stamp, wanted)
    return 0


def write_whole(path: Path, text: str) -> None:
    """Writes beside the file and renames, so that a half-written stamp cannot be read."""
    beside = path.with_suffix(".new")
    beside.write_text(text)
    os.replace(beside, path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

# Finds a Python that can run Alur and names it in $python. Read in by `run` and `test`; POSIX sh.

python=${ALUR_PYTHON:-}
if [ -z "$python" ]; then
    for candidate in python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$candidate
            break
        fi
    done
fi
if [ -z "$python" ]; then
    if command -v python3 >/dev/null 2>&1; then
        echo "Alur memerlukan Python 3.11 atau lebih baru; yang ada di mesin ini $(python3 --version 2>&1)." >&2
    else
        echo "Python 3 belum terpasang di mesin ini; Alur memerlukan Python 3.11 atau lebih baru." >&2
    fi
    echo "Mintalah pengelola mesin memasangnya (Debian 12: apt-get install python3 python3-venv)." >&2
    exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "Modul venv belum ada pada $python." >&2
    echo "Mintalah pengelola mesin memasangnya (Debian 12: apt-get install python3-venv)." >&2
    exit 1
fi

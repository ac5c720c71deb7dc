#!/bin/sh
# Makes the virtual environment where it is missing, and installs a lock file and then the project into it.
#   sh requirements/install.sh VENV LOCKFILE
# PYTHON names the interpreter; otherwise the first CPython 3.11 to 3.14 found is taken.
set -eu
venv=$1
lock=$2

suits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if suits "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    echo "planner needs CPython 3.11 to 3.14; none was found. Name one with PYTHON=/path/to/python3" >&2
    return 1
}

# Debian leaves out the part of Python that puts pip into a new environment; its own pip can fill the environment instead.
make_venv() {
    python=$(find_python)
    echo "Creating $venv with $("$python" --version)"
    if ! "$python" -m venv --clear "$venv" >/dev/null 2>&1; then
        "$python" -m venv --clear --without-pip "$venv"
    fi
}

pip_install() {
    if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        set -- "$venv/bin/python" -m pip install "$@"
    else
        set -- "$(find_python)" -m pip --python "$venv/bin/python" install "$@"
    fi
    PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore "$@"
}

suits "$venv/bin/python" || make_venv
echo "Installing $lock (once; takes a minute or so)"
pip_install --quiet --quiet --require-hashes --requirement "$lock"
pip_install --quiet --quiet --no-deps --no-build-isolation --editable .

#!/bin/sh
# Makes the virtual environment .venv and installs a lock file into it, unless that was done already.
# Usage, in the project's directory: config/setup/environment.sh LOCK_FILE
set -eu
lock=$1

fail() {
    echo "$*" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3.11 python3 python3.13 python3.12}; do
        if is_new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer is needed and was not found; install it, or name it, as in: PYTHON=/opt/python/bin/python3 make run"
}

make_environment() {
    # An environment may be there and not run: its Python was removed, or the project's directory was moved.
    if .venv/bin/python -c 'import pip' 2>/dev/null && [ "$(cat .venv/made-in 2>/dev/null)" = "$PWD" ]; then
        return
    fi
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv"
    echo "Making the virtual environment .venv …"
    "$python" -m venv --clear .venv || fail "The virtual environment .venv could not be made."
    pwd >.venv/made-in
}

install_lock() {
    installed=.venv/$(basename "$lock")
    if cmp -s "$lock" "$installed"; then
        return
    fi
    echo "Installing $(grep -c '^[a-z]' "$lock") packages, only this once; it takes about a minute …"
    .venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input --no-deps \
        --require-hashes --requirement "$lock" ||
        fail "The packages of $lock could not be installed; pip's own words are above."
    cp "$lock" "$installed"
}

# Two that start at once must not make the same environment: the second waits, and finds it made.
if command -v flock >/dev/null; then
    exec 9<.
    flock 9
fi
make_environment
install_lock

# shellcheck shell=bash
# Sourced by scripts/try and scripts/test: finds a Python and makes the virtual environment that they work in.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '%s\n' "$@" >&2; }

fail() {
    say "$@"
    exit 1
}

# Runs a command as root, if that is possible without stopping for a password in the middle of a script.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        sudo "$@"
    else
        return 1
    fi
}

# Installs Debian packages; fails where there is no apt-get or no right to use it.
debian_install() {
    command -v apt-get >/dev/null || return 1
    say "installing for the system: $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 && return
    as_root apt-get update -qq >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.11 python3.12 python3.13 python; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
    fail "Python 3.11 or later is needed and was not found. On Debian: sudo apt-get install python3 python3-venv" \
        "Or name one: PYTHON=/path/to/python $0"
}

# make_venv DIR: makes a virtual environment, with what Debian keeps in a package of its own.
make_venv() {
    local python
    [ -x "$1/bin/python" ] && "$1/bin/python" -m pip --version >/dev/null 2>&1 && return
    python=$(find_python) || exit 1
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        debian_install python3-venv && "$python" -c 'import ensurepip' 2>/dev/null ||
            fail "$python cannot make a virtual environment. On Debian: sudo apt-get install python3-venv"
    fi
    say "making a virtual environment in $1"
    rm -rf "$1"
    "$python" -m venv "$1"
}

# install_into DIR STAMP WHAT...: installs once for every value of STAMP.
install_into() {
    local venv=$1 stamp=$2
    shift 2
    [ "$(cat "$venv/.installed" 2>/dev/null)" = "$stamp" ] && return
    say "installing; the first time this takes a few minutes"
    "$venv/bin/python" -m pip install --quiet --constraint constraints.txt "$@"
    printf '%s' "$stamp" >"$venv/.installed"
}

# fingerprint PATH...: changes when a file below does.
fingerprint() {
    find "$@" -type f ! -path '*/__pycache__/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
}

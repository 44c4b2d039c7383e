#!/usr/bin/env bash
# Makes .venv from requirements.lock, every file checked by its hash, with Phonebank itself in it.
#
# The second run compares a stamp and takes no time. PYTHON=… chooses the interpreter.
set -euo pipefail
unset PYTHONPATH PYTHONHOME PYTHONSTARTUP VIRTUAL_ENV
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
cd "$(dirname "$0")/.."

give_up() {
  printf 'phonebank: %s\n' "$*" >&2
  exit 1
}

# 3.11 or newer, and able to make a virtual environment.
serves() {
  "$1" -I -c 'import sys; import ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

python=.venv/bin/python
if ! "$python" -I -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  found=
  for candidate in "${PYTHON:-}" /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
    if [ -n "$candidate" ] && serves "$candidate"; then
      found=$candidate
      break
    fi
  done
  [ -n "$found" ] ||
    give_up "no Python 3.11 or newer with its venv module was found: run installer/packages.sh first."
  rm -rf .venv
  "$found" -I -m venv .venv || give_up ".venv could not be made: check the space left on the disk."
fi

version=$("$python" -I -c 'import sys; print(sys.version, sys.prefix)')
stamp=$({ cat requirements.lock pyproject.toml && printf '%s' "$version"; } | sha256sum | cut -c 1-64)
if [ "$(cat .venv/stamp 2>/dev/null || true)" = "$stamp" ]; then exit 0; fi

printf 'Installing the libraries of requirements.lock in .venv\n'
rm -f .venv/stamp
"$python" -I -m pip install --quiet --require-hashes --requirement requirements.lock </dev/null ||
  give_up "the libraries could not be installed: look at the lines above, check the network."
"$python" -I -m pip install --quiet --no-deps --no-build-isolation --editable . </dev/null ||
  give_up "Phonebank could not be put into .venv: look at the lines above."
printf '%s' "$stamp" >.venv/stamp

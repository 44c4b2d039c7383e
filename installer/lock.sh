#!/usr/bin/env bash
# Writes requirements.lock anew from pyproject.toml: versions and hashes, and no address.
#
# Needs uv: on the PATH, or in .venv.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(command -v uv || true)
[ -n "$uv" ] || uv=.venv/bin/uv
[ -x "$uv" ] || {
  printf 'phonebank: uv is missing: install it (pip install uv), then run this again.\n' >&2
  exit 1
}
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
"$uv" export --quiet --no-header --no-annotate --no-emit-project --all-groups --upgrade >"$fresh"
if grep -nE '://|^(-i|-f|--(extra-)?index-url|--find-links)' "$fresh"; then
  printf 'phonebank: the lines above hold an address, which has no place in requirements.lock.\n' >&2
  exit 1
fi
cat "$fresh" >requirements.lock

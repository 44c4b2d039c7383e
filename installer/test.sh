#!/usr/bin/env bash
# Everything the project checks: format, lint, types, contracts between folders, scripts, tests.
#
# Installs what is missing first. Options go on to pytest. The last lines are pytest's summary;
# the exit is 1 when any step failed.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
bash installer/packages.sh --test || exit 1
bash installer/venv.sh || exit 1
unset PYTHONPATH PYTHONHOME
export PATH="$PWD/.venv/bin:$PATH"
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"

failed=()
step() {
  local name=$1 begun=$EPOCHREALTIME ended output code word=ok
  shift
  output=$("$@" 2>&1 </dev/null)
  code=$?
  ended=$EPOCHREALTIME
  if [ "$code" -ne 0 ]; then
    failed+=("$name")
    word=FAILED
    printf '%s\n' "$output"
  fi
  printf '%-14s %-6s %6d ms\n' "$name" "$word" $(((${ended/[.,]/} - ${begun/[.,]/}) / 1000))
}

step format ruff format --check .
step lint ruff check .
step types mypy
step contracts lint-imports
step scripts shellcheck -x installer/*.sh .ci/run
if [ ${#failed[@]} -gt 0 ]; then printf 'failed before the tests: %s\n' "${failed[*]}"; fi

# A screen nobody sees, for the tests that need a real one.
number=$(mktemp)
Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$number" >/dev/null 2>&1 &
screen=$!
trap 'kill "$screen" 2>/dev/null; rm -f "$number"' EXIT
for _ in $(seq 100); do
  if [ -s "$number" ]; then break; fi
  sleep 0.1
done
if [ -s "$number" ]; then
  DISPLAY=:$(cat "$number")
  export DISPLAY
  unset WAYLAND_DISPLAY
fi

python -m pytest -n 2 "$@" </dev/null
code=$?
if [ ${#failed[@]} -gt 0 ] && [ "$code" -eq 0 ]; then code=1; fi
exit "$code"

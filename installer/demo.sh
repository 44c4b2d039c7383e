#!/usr/bin/env bash
# Opens the practice office: an invented town, invented voters, numbers that ring nobody.
#
#   installer/demo.sh              on the screen
#   installer/demo.sh --headless   without one: makes it, makes one call, prints what came of it
#
# Installs what is missing first. Every option goes on to `phonebank demo` (see its --help).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bash "$here/packages.sh"
bash "$here/venv.sh"
unset PYTHONPATH PYTHONHOME

headless=
for option in "$@"; do
  if [ "$option" = --headless ]; then headless=asked; fi
done
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -z "$headless" ]; then
  printf 'There is no screen here: the demo runs without one.\n' >&2
  set -- --headless "$@"
  headless=implied
fi
if [ -n "$headless" ]; then export QT_QPA_PLATFORM=offscreen; fi
exec "$here/../.venv/bin/phonebank" demo "$@"

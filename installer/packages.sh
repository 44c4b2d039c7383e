#!/usr/bin/env bash
# Installs the Debian or Ubuntu packages Phonebank needs, and only those that are missing.
#
#   installer/packages.sh          to use it
#   installer/packages.sh --test   to run its tests too
#
# As root, or as a user who may use sudo. The second run asks dpkg only and takes no time.
set -euo pipefail

say() { printf '%s\n' "$*"; }
give_up() {
  printf 'phonebank: %s\n' "$*" >&2
  exit 1
}

use=(
  # Python, the database, the voice and the way to hear it.
  python3 python3-venv postgresql espeak-ng alsa-utils
  # Qt: drawing, text, X11, Wayland, messages between programs.
  libegl1 libgl1 libfontconfig1 libdbus-1-3 libglib2.0-0 libgssapi-krb5-2
  libxkbcommon0 libxkbcommon-x11-0 libx11-xcb1
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
  libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xinerama0 libxcb-xkb1
  libwayland-client0 libwayland-cursor0 libwayland-egl1
  fonts-inter
)
test=(xvfb xauth xdotool at-spi2-core dbus libglib2.0-bin shellcheck)

wanted=("${use[@]}")
case "${1:-}" in
  --test) wanted+=("${test[@]}") ;;
  "") ;;
  *) give_up "packages.sh knows --test only, not '$1'." ;;
esac

system=unknown
release=0
if [ -r /etc/os-release ]; then
  # shellcheck source=/dev/null
  system=$(. /etc/os-release && printf '%s' "${ID:-unknown}")
  # shellcheck source=/dev/null
  release=$(. /etc/os-release && printf '%s' "${VERSION_ID:-0}")
fi
case "$system" in
  debian) oldest=12 ;;
  ubuntu) oldest=24 ;;
  *)
    give_up "these scripts know Debian 12 or newer and Ubuntu 24.04 or newer, and this is '$system'." \
      "Install Python 3.11, PostgreSQL 15 and Qt 6's libraries by your system's means, then run" \
      "installer/venv.sh."
    ;;
esac
# A testing release has no number yet; it is newer than all that have one.
[ "$release" = 0 ] || [ "${release%%.*}" -ge "$oldest" ] ||
  give_up "$system $release is too old: Phonebank needs $system $oldest or newer."

# What dpkg knows as installed; Debian 13 gave some libraries a name that ends in t64.
names=()
for package in "${wanted[@]}"; do names+=("$package" "${package}t64"); done
# shellcheck disable=SC2016  # the fields are dpkg-query's, not the shell's
installed=" $(dpkg-query -W -f '${Package}=${db:Status-Status} ' "${names[@]}" 2>/dev/null || true)"
missing=()
for package in "${wanted[@]}"; do
  case "$installed" in
    *" $package=installed "* | *" ${package}t64=installed "*) ;;
    *) missing+=("$package") ;;
  esac
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root=()
elif command -v sudo >/dev/null; then
  as_root=(sudo)
  [ -t 0 ] || as_root=(sudo -n)
else
  give_up "packages are missing and there is no sudo. As root, run:" \
    "apt-get install --no-install-recommends ${missing[*]}"
fi

run() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "$@" </dev/null; }
apt() { run apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1; }

log=$(mktemp)
quiet=/etc/postgresql-common/createcluster.d/phonebank.conf
clean_up() {
  rm -f "$log"
  if [ -n "${quiet_made:-}" ]; then run rm -f "$quiet"; fi
}
trap clean_up EXIT

say "Installing ${#missing[@]} packages: ${missing[*]}"
# Phonebank makes and starts its own database: Debian need not run another one beside it.
case " ${missing[*]} " in
  *" postgresql "*)
    if [ ! -e /etc/postgresql-common ] || [ ! -e "$quiet" ]; then
      run mkdir -p "${quiet%/*}"
      run sh -c "echo 'create_main_cluster = false' >$quiet"
      quiet_made=yes
    fi
    ;;
esac
apt update || {
  cat "$log" >&2
  give_up "the list of packages could not be fetched: look at the lines above, check the network."
}
apt install --no-install-recommends "${missing[@]}" || {
  tail -n 30 "$log" >&2
  give_up "the packages could not be installed: look at the lines above."
}

#!/bin/sh
# Makes .venv. Debian's Python comes without venv: installs it when it may, else says what to run.
set -eu
python="$1"

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed; name it, for example: make demo PYTHON=python3.11" >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing python3-venv (once) …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
  else
    echo "Missing: python3-venv. Run: sudo apt-get install python3-venv" >&2
    exit 1
  fi
fi
"$python" -m venv .venv

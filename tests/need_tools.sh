#!/bin/sh
# The tools beyond Python that the tests need: Chromium, a Java runtime, Node with npm.
# Installs them from Debian's packages when it may; otherwise says in one line what is missing.
set -eu
cd "$(dirname "$0")/.."

missing=""
command -v chromium >/dev/null || missing="$missing chromium"
command -v java >/dev/null || missing="$missing default-jre-headless"
{ command -v node && command -v npm; } >/dev/null || missing="$missing nodejs npm"

if [ -n "$missing" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing$missing (once) …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
  else
    echo "Missing:$missing. Run: sudo apt-get install$missing" >&2
    exit 1
  fi
fi

# DynamoDB Local and the type checker, at the versions of package-lock.json.
if ! cmp -s package-lock.json node_modules/.installed; then
  echo "Installing the tools of package-lock.json (once) …"
  npm ci --silent --no-audit --no-fund --ignore-scripts
  cp package-lock.json node_modules/.installed
fi

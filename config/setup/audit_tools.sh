#!/bin/sh
# Sees to it that Lighthouse is there, as pinned in tests/audit/package-lock.json, installed below var/ and nowhere else.
set -eu
lock=tests/audit/package-lock.json
place=var/audit

command -v npm >/dev/null || {
    echo "make audit needs node 18 or newer with npm; on Debian: apt install nodejs npm" >&2
    exit 1
}
mkdir -p "$place"
if cmp -s "$lock" "$place/package-lock.json" && [ -x "$place/node_modules/.bin/lighthouse" ]; then
    exit
fi
echo "Installing Lighthouse, only this once …"
cp tests/audit/package.json "$lock" "$place/"
log=$(mktemp)
if (cd "$place" && npm ci --ignore-scripts --no-audit --no-fund >"$log" 2>&1); then
    rm -f "$log"
else
    tail -n 5 "$log" >&2
    rm -f "$place/package-lock.json"
    exit 1
fi

#!/bin/sh
# Sees to it that the bench finds wrk, redis-server, Node and a C compiler; installs what is missing where it may.
set -eu

missing=""
command -v wrk >/dev/null || missing="$missing wrk"
command -v redis-server >/dev/null || missing="$missing redis-server"
command -v node >/dev/null || missing="$missing nodejs npm"
command -v cc >/dev/null || missing="$missing gcc libc6-dev"
[ -z "$missing" ] && exit 0

as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
# shellcheck disable=SC2086
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
    echo "Installing for the bench:$missing …"
    $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 sh -c \
        'apt-get update && apt-get install --yes --no-install-recommends "$@"' sh $missing >/dev/null 2>&1 </dev/null && exit 0
fi
echo "The bench needs what these Debian packages bring, please install them:$missing" >&2
exit 1

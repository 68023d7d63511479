#!/bin/sh
# Sees to it that the tests find a browser, Redis, nginx, Pango, a Chinese font and gettext; installs what is missing where it may.
set -eu

missing=""

need() {
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}

has_chromium() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}

has_chinese_font() {
    fc-list :lang=zh-cn | grep -q .
}

# WeasyPrint sets the signed form with it.
has_pango() {
    PATH="$PATH:/usr/sbin:/sbin" ldconfig -p | grep -q 'libpangoft2-1\.0\.so'
}

# The fleet of tests/operations stands behind it. Debian keeps it where an ordinary user's PATH does not lead.
has_nginx() {
    PATH="$PATH:/usr/sbin:/sbin" command -v nginx
}

look() {
    missing=""
    need chromium has_chromium
    need redis-server command -v redis-server
    need fontconfig command -v fc-list
    need fonts-noto-cjk has_chinese_font
    need gettext command -v msgfmt
    need libpangoft2-1.0-0 has_pango
    need nginx-light has_nginx
    need systemd command -v systemd-analyze
}

# RUNLEVEL=1 keeps Debian from starting the Redis and the nginx it installs: the tests start their own.
install_missing() {
    log=$(mktemp)
    echo "Installing for the tests:$missing …"
    # shellcheck disable=SC2086
    if $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 sh -c \
        'apt-get update && apt-get install --yes --no-install-recommends "$@"' sh $missing >"$log" 2>&1 </dev/null; then
        rm -f "$log"
    else
        tail -n 5 "$log" >&2
    fi
}

may_install() {
    command -v apt-get >/dev/null || return 1
    as_root=""
    [ "$(id -u)" = 0 ] && return
    as_root="sudo -n"
    sudo -n true 2>/dev/null
}

look
if [ -n "$missing" ] && may_install; then
    install_missing
    look
fi
if [ -n "$missing" ]; then
    echo "The tests need what these Debian packages bring, please install them:$missing" >&2
    exit 1
fi

# What the scripts beside this file share; read with ".". Paths may be replaced for a trial in another root.
# shellcheck shell=sh disable=SC2034
NAME=grid-dispatch
HOME_DIR=${HOME_DIR:-/opt/$NAME}
ETC=${ETC:-/etc/$NAME}
STATE=${STATE:-/var/lib/$NAME}
BACKUPS=${BACKUPS:-/var/backups/$NAME}
SERVERS=${SERVERS:-/etc/nginx/$NAME}
SYSTEMCTL=${SYSTEMCTL:-systemctl}
# Not NGINX: that name means sockets to nginx itself.
NGINX_COMMAND=${NGINX_COMMAND:-nginx}

say() {
    echo "$(date -u +%H:%M:%S) $*"
}

fail() {
    echo "$*" >&2
    exit 1
}

# A command of the given release, as the site's own account and with its environment.
manage() {
    release=$1
    shift
    runuser -u "$NAME" -- sh -c '
        set -a
        . "$1/settings.env"
        . "$1/keys.env"
        cd "$2"
        shift 2
        exec .venv/bin/python manage.py "$@"' sh "$ETC" "$release" "$@"
}

# Copies the checkout that this script lies in to releases/ and installs its packages; prints where.
lay_release() {
    source=$(cd "$(dirname "$0")/../.." && pwd)
    version=$(date -u +%Y%m%d-%H%M%S)
    release=$HOME_DIR/releases/$version
    install -d -m 755 "$HOME_DIR" "$HOME_DIR/releases" "$release"
    tar -C "$source" --exclude=./.venv --exclude=./var --exclude=./.git -cf - . | tar -C "$release" --no-same-owner -xf -
    chmod -R u=rwX,go=rX "$release"
    (cd "$release" && config/setup/environment.sh requirements-fleet.lock >&2) || exit 1
    # So that the site's account need not write here.
    (cd "$release" && .venv/bin/python -m compileall -q agents config dispatch frontend points realtime) || exit 1
    echo "$release"
}

# The release becomes the one that units start from now on; one step, so that no start finds nothing.
switch_to() {
    ln -sfn "$1" "$HOME_DIR/next"
    mv -T "$HOME_DIR/next" "$HOME_DIR/current"
}

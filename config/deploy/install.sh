#!/bin/sh
# Installs the whole house on a fresh Debian 12 or 13, as root, from a checkout: config/deploy/install.sh dispatch.example.gov.cn
# May be run again; it keeps keys, settings, certificate and data that are there.
set -eu
. "$(dirname "$0")/layout.sh"
here=$(cd "$(dirname "$0")" && pwd)
host=${1:-}
[ -n "$host" ] || fail "Usage: config/deploy/install.sh HOST, as in: config/deploy/install.sh dispatch.example.gov.cn"
[ "$(id -u)" = 0 ] || fail "Run this as root."

packages() {
    say "Installing Debian's packages …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq --yes --no-install-recommends nginx postgresql redis-server python3-venv openssl curl iproute2 \
        logrotate ca-certificates libpango-1.0-0 libpangoft2-1.0-0 fontconfig fonts-noto-cjk >/dev/null
}

account_and_folders() {
    id "$NAME" >/dev/null 2>&1 ||
        useradd --system --user-group --home-dir "$STATE" --no-create-home --shell /usr/sbin/nologin "$NAME"
    install -d -m 750 -o "$NAME" -g "$NAME" "$STATE" "$STATE/media" "$STATE/static"
    install -d -m 700 -o "$NAME" -g "$NAME" "$BACKUPS"
    install -d -m 750 -o root -g "$NAME" "$ETC" "$ETC/tls"
    install -d -m 755 /var/lib/"$NAME"-acme
    install -d -m 750 -o www-data -g adm /var/log/"$NAME"
    install -d -m 755 "$SERVERS"
}

# Made once. Without them the people's data cannot be read: docs/operations.md says where a copy goes.
keys() {
    [ -e "$ETC/keys.env" ] && return
    (
        umask 077
        {
            echo "SECRET_KEY=$(openssl rand -hex 48)"
            echo "FIELD_KEYS=k1:$(openssl rand -base64 32)"
            echo "INDEX_KEY=$(openssl rand -base64 32)"
        } >"$ETC/keys.new"
    )
    chown root:"$NAME" "$ETC/keys.new"
    chmod 640 "$ETC/keys.new"
    mv "$ETC/keys.new" "$ETC/keys.env"
}

settings() {
    [ -e "$ETC/settings.env" ] ||
        sed "s/dispatch\.example\.gov\.cn/$host/g" "$here/settings.env" >"$ETC/settings.env"
    chown root:"$NAME" "$ETC/settings.env"
    chmod 640 "$ETC/settings.env"
}

database() {
    systemctl enable --quiet --now postgresql redis-server
    as_postgres() { runuser -u postgres -- "$@"; }
    [ "$(as_postgres psql -XAtc "select 1 from pg_roles where rolname = '$NAME'")" = 1 ] ||
        as_postgres createuser "$NAME"
    [ "$(as_postgres psql -XAtc "select 1 from pg_database where datname = 'grid_dispatch'")" = 1 ] ||
        as_postgres createdb --owner "$NAME" --encoding UTF8 --template template0 --locale C.UTF-8 grid_dispatch
}

# A certificate of our own until the real one is there: browsers warn of it.
certificate() {
    [ -e "$ETC/tls/certificate.pem" ] && return
    openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj "/CN=$host" -addext "subjectAltName=DNS:$host" \
        -keyout "$ETC/tls/key.pem" -out "$ETC/tls/certificate.pem" 2>/dev/null
    chmod 600 "$ETC/tls/key.pem"
}

release() {
    say "Laying the release; packages take about a minute …"
    release=$(lay_release)
    manage "$release" check --deploy --fail-level WARNING
    manage "$release" migrate --no-input --verbosity 0
    manage "$release" collectstatic --no-input --verbosity 0
    switch_to "$release"
}

units() {
    cp "$here"/systemd/*.service "$here"/systemd/*.target "$here"/systemd/*.timer /etc/systemd/system/
    cp "$here/systemd/journald@grid-dispatch.conf" /etc/systemd/
    cp "$here/nginx/logrotate" /etc/logrotate.d/"$NAME"
    systemctl daemon-reload
    systemctl enable --quiet grid-dispatch.target grid-dispatch-nightly.timer
    systemctl start grid-dispatch-nightly.timer
    systemctl restart grid-dispatch.target
}

door() {
    for list in pages.servers sockets.servers busy.html; do
        cp "$here/nginx/$list" "$SERVERS/$list"
    done
    sed "s/dispatch\.example\.gov\.cn/$host/g" "$here/nginx/grid-dispatch.conf" >/etc/nginx/conf.d/"$NAME".conf
    $NGINX_COMMAND -t -q
    systemctl enable --quiet --now nginx
    systemctl reload nginx
}

packages
account_and_folders
keys
settings
database
certificate
release
units
door
say "Installed. Next: load a county and make the first officer (docs/operations.md)."

#!/bin/sh
# Restarts the fleet of this host without refusing anybody: one server at a time leaves nginx's list, is restarted when
# nobody is waiting for it any more, and comes back when it answers. Workers follow; what they held is taken up by others.
set -eu
. "$(dirname "$0")/layout.sh"
DRAIN_SECONDS=${DRAIN_SECONDS:-30}
UP_SECONDS=${UP_SECONDS:-60}

reload_nginx() {
    $NGINX_COMMAND -t -q && $NGINX_COMMAND -s reload
}

mark() { # LIST PORT "down;" or ";"
    sed "s/^server 127\.0\.0\.1:$2.*/server 127.0.0.1:$2$3/" "$SERVERS/$1" >"$SERVERS/$1.new"
    mv "$SERVERS/$1.new" "$SERVERS/$1"
    reload_nginx
}

ports_of() {
    sed -n 's/^server 127\.0\.0\.1:\([0-9]*\).*/\1/p' "$SERVERS/$1"
}

is_idle() {
    [ -z "$(ss -Htn state established "( sport = :$1 )")" ]
}

answers() {
    curl -fsS -o /dev/null --max-time 2 "http://127.0.0.1:$1/healthz" 2>/dev/null
}

await() { # SECONDS COMMAND…
    left=$(($1 * 5))
    shift
    until "$@"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || return 1
        sleep 0.2
    done
}

# Sockets stay open for hours: they are not waited for, their pages connect to another server at once.
roll_one() { # LIST KIND PORT SECONDS_TO_DRAIN
    mark "$1" "$3" " down;"
    # nginx's old workers may still be handing over what they had accepted.
    sleep 1
    await "$4" is_idle "$3" || say "Port $3 is still busy after $4 s; restarting it all the same."
    $SYSTEMCTL restart "$NAME-$2@${3#8}.service"
    await "$UP_SECONDS" answers "$3" || fail "Port $3 does not answer; it stays out of nginx's list. See: journalctl --namespace $NAME -u $NAME-$2@${3#8}"
    mark "$1" "$3" ";"
    say "$2 on port $3: restarted."
}

for port in $(ports_of pages.servers); do
    roll_one pages.servers pages "$port" "$DRAIN_SECONDS"
done
for port in $(ports_of sockets.servers); do
    roll_one sockets.servers sockets "$port" 1
done
for worker in dispatcher deliveries; do
    for number in 1 2; do
        $SYSTEMCTL restart "$NAME-$worker@$number.service"
    done
    say "$worker: restarted."
done

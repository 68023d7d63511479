#!/bin/sh
# Upgrades this host to the checkout that the script lies in, as root, while people go on: config/deploy/upgrade.sh
# Old and new code serve side by side for a minute, so migrations that the old code cannot live with are refused;
# --stop lets them pass and closes the site meanwhile.
set -eu
. "$(dirname "$0")/layout.sh"
here=$(cd "$(dirname "$0")" && pwd)
[ "$(id -u)" = 0 ] || fail "Run this as root."
stop=${1:-}

release=$(lay_release)
say "Laid $release."
manage "$release" check --deploy --fail-level WARNING
if [ "$stop" != --stop ]; then
    manage "$release" check_migrations --pending ||
        fail "These migrations want the site closed: config/deploy/upgrade.sh --stop. Nothing was changed."
fi
manage "$release" backup "$BACKUPS"
[ "$stop" != --stop ] || $SYSTEMCTL stop grid-dispatch.target
manage "$release" migrate --no-input --verbosity 0
manage "$release" collectstatic --no-input --verbosity 0
cp "$here"/systemd/*.service "$here"/systemd/*.target "$here"/systemd/*.timer /etc/systemd/system/
$SYSTEMCTL daemon-reload
before=$(readlink "$HOME_DIR/current")
switch_to "$release"
if [ "$stop" = --stop ]; then
    $SYSTEMCTL start grid-dispatch.target
else
    "$here/roll.sh"
fi
say "Upgraded. Back to the release before, should it be needed: ln -sfn $before $HOME_DIR/next && mv -T $HOME_DIR/next $HOME_DIR/current && $here/roll.sh"

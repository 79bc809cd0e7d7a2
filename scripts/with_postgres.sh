#!/usr/bin/env bash
# Run a command against a PostgreSQL of its own, gone afterwards.
#
#   scripts/with_postgres.sh pytest rodtrad/goals
#
# The server listens on a private socket only. The database sorts as Swedes do (ICU, sv-SE).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
"$here/ensure.sh" postgres

# Debian keeps the server's programs off the path, one folder for each version.
initdb=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -1 || true)
bin=$(dirname "$(readlink -f "${initdb:-$(command -v initdb)}")")
folder=$(mktemp -d /tmp/rodtrad-postgres.XXXXXX)
as_server=()
if [ "$(id -u)" -eq 0 ]; then
    # The server refuses to run as root.
    as_server=(runuser -u postgres --)
    chown postgres "$folder"
fi
server() { (cd "$folder" && "${as_server[@]+"${as_server[@]}"}" "$@"); }

stop() {
    server "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

server "$bin/initdb" -D "$folder/data" -A trust -U app -E UTF8 \
    --locale-provider=icu --icu-locale=sv-SE --locale=C.UTF-8 --no-sync >/dev/null
# Nothing here must survive a power cut, so nothing waits for the disk.
server "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -s start \
    -o "-k $folder -c listen_addresses='' -c fsync=off -c synchronous_commit=off \
        -c full_page_writes=off" || { cat "$folder/log" >&2; exit 1; }
"$bin/createdb" -h "$folder" -U app rodtrad

DATABASE_URL="postgresql:///rodtrad?host=$folder&user=app" "$@"

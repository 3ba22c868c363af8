#!/bin/sh
# backup.sh TARGET: the service's database and, apart from it, its key, into a new folder TARGET. Needs DATABASE_URL of an account that may
# read all rows (a superuser, or BYPASSRLS: rows are under row-level security), or DATA_DIR of a service with a PostgreSQL of its own, which
# must be running; and SECRET_KEY_FILE (default: DATA_DIR/secret.key).
set -eu
umask 077
target=${1:?usage: backup.sh TARGET}
if [ -z "${DATABASE_URL:-}" ]; then
    : "${DATA_DIR:?set DATABASE_URL or DATA_DIR}"
    DATABASE_URL="postgresql://devskyy@/devskyy?host=$DATA_DIR/postgres/run"
fi
key=${SECRET_KEY_FILE:-${DATA_DIR:?set SECRET_KEY_FILE or DATA_DIR}/secret.key}
mkdir "$target"
# What runs goes on: a dump is one moment's state.
pg_dump --format=custom --no-owner --file "$target/database.dump" "$DATABASE_URL"
cp "$key" "$target/secret.key"
pg_restore --list "$target/database.dump" >"$target/contents.txt"
(cd "$target" && sha256sum database.dump secret.key >SHA256SUMS)
echo "backed up into $target: $(grep -c 'TABLE DATA' "$target/contents.txt") tables, $(wc -c <"$target/database.dump") bytes. Keep secret.key elsewhere than database.dump."

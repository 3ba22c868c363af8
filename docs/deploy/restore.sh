#!/bin/sh
# restore.sh SOURCE: puts a backup of backup.sh into an empty database. The service must be stopped. Needs DATABASE_URL of a superuser of the server (or
# DATA_DIR of a service's own PostgreSQL, which somebody has started), SECRET_KEY_FILE (default: DATA_DIR/secret.key), and OWNER, the account
# that the service connects as (default: the account of DATABASE_URL).
set -eu
umask 077
source=${1:?usage: restore.sh SOURCE}
if [ -z "${DATABASE_URL:-}" ]; then
    : "${DATA_DIR:?set DATABASE_URL or DATA_DIR}"
    DATABASE_URL="postgresql://devskyy@/devskyy?host=$DATA_DIR/postgres/run"
fi
key=${SECRET_KEY_FILE:-${DATA_DIR:?set SECRET_KEY_FILE or DATA_DIR}/secret.key}
(cd "$source" && sha256sum --check --quiet SHA256SUMS)
tables=$(psql -XAtq "$DATABASE_URL" -c "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")
[ "$tables" = 0 ] || { echo "The database is not empty: it has $tables tables. Restore into a new one." >&2; exit 1; }
owner=${OWNER:-$(psql -XAtq "$DATABASE_URL" -c 'SELECT current_user')}
psql -XAtq -v ON_ERROR_STOP=1 -v owner="$owner" "$DATABASE_URL" <<'SQL'
SELECT 'CREATE ROLE devskyy_app NOLOGIN NOBYPASSRLS' WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'devskyy_app') \gexec
GRANT devskyy_app TO :"owner";
SQL
pg_restore --exit-on-error --single-transaction --no-owner --role "$owner" --dbname "$DATABASE_URL" "$source/database.dump"
if [ -e "$key" ] && ! cmp -s "$source/secret.key" "$key"; then mv "$key" "$key.before-restore"; fi
cp "$source/secret.key" "$key"
echo "restored from $source. Give $key to the service's account, then start the service."

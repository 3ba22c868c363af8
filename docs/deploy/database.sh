#!/bin/sh
# Makes the service's database: it owns it and may create the role devskyy_app, and is no superuser. Run by an account that may create
# roles and databases; the official image of PostgreSQL runs it at its first start.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$DATABASE_PASSWORD" --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
CREATE ROLE devskyy LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE devskyy OWNER devskyy ENCODING 'UTF8' TEMPLATE template0;
SQL

#!/bin/sh
# Run once by the PostgreSQL image in an empty database: the role of the running product, which owns nothing.
# What it may do is granted by `manage.py migrate` (cocommission/shared/grants.py).
set -eu
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
     --set=password="$DB_APP_PASSWORD" <<'SQL'
CREATE ROLE cocommission_app LOGIN PASSWORD :'password';
REVOKE ALL ON DATABASE cocommission FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE cocommission TO cocommission_app;
SQL

#!/bin/sh
# Creates Temporal's two databases, or brings them up to the version of this image. May be run again at any time.
set -eu

# temporal-sql-tool takes the password from SQL_PASSWORD.
sql() {
  database=$1
  shift
  temporal-sql-tool --plugin postgres12 --ep "$POSTGRES_SEEDS" --port 5432 --user "$POSTGRES_USER" --db "$database" "$@"
}

for schema in temporal visibility; do
  database=temporal
  [ "$schema" = temporal ] || database=temporal_visibility
  versions="/etc/temporal/schema/postgresql/v12/$schema/versioned"
  sql "$database" create
  # A database without a version has never been set up.
  sql "$database" update-schema -d "$versions" || {
    echo "Setting up $database ..."
    sql "$database" setup-schema -v 0.0
    sql "$database" update-schema -d "$versions"
  }
done

#!/bin/sh
# Makes what is missing, as often as it is run: one database and two roles for each line
# `service password owner-password` of $SECRETS/roles. A new service needs its line only.
set -eu
here=$(dirname "$0")
secrets=${SECRETS:-/run/jiedao}
PGUSER=${PGUSER:-postgres}
PGPASSWORD=$(cat "$secrets/admin.password")
export PGUSER PGPASSWORD
while read -r SERVICE APP_PASSWORD OWNER_PASSWORD; do
  export SERVICE APP_PASSWORD OWNER_PASSWORD
  psql -qX -v ON_ERROR_STOP=1 -d postgres -f "$here/service.sql"
  echo "$SERVICE: database and roles are there"
done < "$secrets/roles"

#!/bin/sh
# Ready means: connections are taken over the network (the server of the first initialisation
# listens on its socket only) and a query is answered.
set -eu
pg_isready -q -h 127.0.0.1 -U postgres
psql -qAtX -U postgres -d postgres -c 'SELECT 1' > /dev/null

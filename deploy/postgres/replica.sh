#!/bin/sh
# Makes this machine the replica of a primary: sh replica.sh PRIMARY_HOST DATA_DIRECTORY [USER]
# On the primary before: CREATE ROLE replica REPLICATION LOGIN PASSWORD '...'; and in pg_hba.conf
#   hostssl replication replica REPLICA_ADDRESS/32 scram-sha-256
# The password stands in ~/.pgpass. To promote it: pg_ctl promote -D DATA_DIRECTORY, then DATABASE_URL of all processes.
set -eu
primary=${1:?primary host}
data=${2:?data directory}
user=${3:-replica}
pg_basebackup --dbname="host=$primary user=$user application_name=madoguchi_replica" --pgdata="$data" \
    --wal-method=stream --checkpoint=fast --create-slot --slot=madoguchi_replica --write-recovery-conf

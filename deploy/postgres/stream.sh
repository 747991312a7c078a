#!/bin/sh
# Keeps what is needed to go back to any second: sh stream.sh PRIMARY_HOST DIRECTORY [USER]
# A copy of the whole cluster (DIRECTORY/base, made at the first start), and from then on every commit as it happens
# (DIRECTORY/wal). Run it on another machine, by its service manager: it runs until it is told to stop, and goes on where
# it was. The files hold what the database holds: DIRECTORY belongs on an encrypted disk. Once a week make it anew beside,
# then remove the old one. The role and pg_hba.conf are those of replica.sh.
set -eu
primary=${1:?primary host}
to=${2:?directory}
user=${3:-replica}
where="host=$primary user=$user application_name=madoguchi_stream"
umask 077
mkdir -p "$to/wal"
# The slot first: from then on the primary keeps every commit until it is here.
pg_receivewal --dbname="$where" --slot=madoguchi_stream --create-slot --if-not-exists
if [ ! -e "$to/base" ]; then
    rm -rf "$to/base.new"
    pg_basebackup --dbname="$where" --pgdata="$to/base.new" --wal-method=stream --checkpoint=fast
    mv "$to/base.new" "$to/base"
fi
exec pg_receivewal --dbname="$where" --slot=madoguchi_stream --directory="$to/wal" --synchronous

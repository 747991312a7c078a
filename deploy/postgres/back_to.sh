#!/bin/sh
# Makes a data directory that goes back to a moment: sh back_to.sh DIRECTORY DATA_DIRECTORY 'YYYY-MM-DD HH:MM:SS.sss+09'
# DIRECTORY is what stream.sh keeps; DATA_DIRECTORY must not be there yet. Start PostgreSQL over it: it plays what happened
# until then and takes writes, on a timeline of its own; then DATABASE_URL of all processes. The keeper notices, and keeps
# once more what the river of the last 24 hours still holds.
# "recovery ended before configured recovery target was reached": nothing was recorded after the moment, so all of it is
# wanted. Take the line recovery_target_time out of DATA_DIRECTORY/postgresql.auto.conf and start again.
set -eu
from=${1:?directory of stream.sh}
data=${2:?data directory}
moment=${3:?moment}
test ! -e "$data"
umask 077
cp -R "$from/base" "$data"
# The newest segment is still being received: its name ends so until it is full.
cp -R "$from/wal" "$data/received"
for part in "$data"/received/*.partial; do
    test ! -e "$part" || mv "$part" "${part%.partial}"
done
cat >> "$data/postgresql.auto.conf" <<END
restore_command = 'cp "$data/received/%f" "%p"'
recovery_target_time = '$moment'
recovery_target_action = 'promote'
END
touch "$data/recovery.signal"

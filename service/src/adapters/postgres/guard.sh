#!/bin/sh
# guard.sh SIGNAL SECONDS COMMAND...
# Leads a process group of its own and runs COMMAND in it. When its standard input closes (whoever started it is gone, however
# that went) or it gets TERM, it sends SIGNAL to COMMAND, waits up to SECONDS, then kills what is left of the group.
sig=$1
grace=$2
shift 2
trap '' INT HUP
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
stop() {
	trap '' TERM
	kill "-$sig" "$child" 2>/dev/null
	i=0
	while kill -0 "$child" 2>/dev/null && [ "$i" -lt $((grace * 20)) ]; do
		sleep 0.05
		i=$((i + 1))
	done
	kill -9 -$$
}
trap stop TERM
(cat <&3 >/dev/null; kill -TERM $$) &
exec 3<&-
wait "$child"
code=$?
# COMMAND ended by itself: take along what it left behind.
trap '' TERM
kill -TERM -$$
sleep 0.2
kill -9 -$$
exit "$code"

#!/bin/sh
# Makes the archive that config/roost.sh starts the server's jar from: the loaded classes and, from
# JDK 25 on, the profiles by which the JVM compiles. It is beside the jar, and good for this jar and
# this JVM only: make it where the server runs. With any other, the server starts without it.
#
#   JAVA      another java than the first on the PATH
#   ROOST_JAR another jar than the one that the build makes
set -eu

here=$(cd "$(dirname "$0")" && pwd)
jar=${ROOST_JAR:-"$here/../target/roost-server.jar"}
base=${jar%.jar}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# JEP 514 in JDK 25; before it, JEP 350.
if "${JAVA:-java}" -XX:+PrintFlagsFinal -version 2>/dev/null | grep -q AOTCacheOutput; then
  archive=$base.aot
  flag=-XX:AOTCacheOutput=$archive
else
  archive=$base.jsa
  flag=-XX:ArchiveClassesAtExit=$archive
fi
rm -f "$base.aot" "$base.jsa"

# The server as it starts, warms up and stops. It is its warm-up that is archived.
ROOST_SERVER_WARM_UP_MILLIS=${ROOST_SERVER_WARM_UP_MILLIS:-10000} JAVA_OPTS="${JAVA_OPTS:-} $flag" \
  "$here/roost.sh" --port 0 --data "$work/data" >"$work/output" 2>&1 &
server=$!
until grep -q 'Roost listens on' "$work/output"; do
  if ! kill -0 "$server" 2>/dev/null; then
    cat "$work/output" >&2
    exit 1
  fi
  sleep 0.2
done
kill "$server"
wait "$server"
if [ ! -s "$archive" ]; then
  cat "$work/output" >&2
  echo "the JVM has made no $archive" >&2
  exit 1
fi
echo "$archive"

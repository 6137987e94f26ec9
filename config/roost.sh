#!/bin/sh
# Starts the server from its jar; what follows the script's name goes to the server.
#
#   JAVA      another java than the first on the PATH
#   ROOST_JAR another jar than the one that the build makes
#   JAVA_OPTS more flags, which win over those below
set -eu

here=$(cd "$(dirname "$0")" && pwd)
jar=${ROOST_JAR:-"$here/../target/roost-server.jar"}

if [ ! -r "$jar" ]; then
  echo "there is no $jar: build it by mvn package -Dmaven.test.skip.exec, or set ROOST_JAR" >&2
  exit 1
fi

# What archive.sh has made of this jar. A JVM that it does not fit starts without it.
archive=
if [ -r "${jar%.jar}.aot" ]; then
  archive=-XX:AOTCache=${jar%.jar}.aot
elif [ -r "${jar%.jar}.jsa" ]; then
  archive=-XX:SharedArchiveFile=${jar%.jar}.jsa
fi

# In the place of this shell, so that SIGTERM reaches the server, which then drains.
#
# jvm.options           the flags, and why each is there
# MaxDirectMemorySize   bounds Netty's buffers; without it they could grow as large as the heap on
#                       top of it, and the container would be killed instead.
exec "${JAVA:-java}" \
  "@$here/jvm.options" \
  -XX:MaxDirectMemorySize="${ROOST_DIRECT_MEMORY:-256m}" \
  -XX:HeapDumpPath="${ROOST_HEAP_DUMPS:-/tmp}" \
  ${archive:+"$archive"} \
  ${JAVA_OPTS:-} \
  -jar "$jar" "$@"

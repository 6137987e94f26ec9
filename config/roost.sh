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
  echo "there is no $jar: build it by mvn package, or set ROOST_JAR" >&2
  exit 1
fi

# In the place of this shell, so that SIGTERM reaches the server, which then drains.
#
# MaxRAMPercentage          the heap: half of the memory there is, in a container of what that has.
#                           The other half is for Netty's buffers, which are outside of the heap.
# MaxDirectMemorySize       bounds those buffers; without it they could grow as large as the heap
#                           on top of it, and the container would be killed instead.
# UseG1GC                   also on machines that the JVM takes for small, where it would choose the
#                           serial collector, which stops all connections for as long as it takes.
# MaxGCPauseMillis          a pause is a delay of every message: shorter than G1 would aim at.
# ExitOnOutOfMemoryError    a server that lacks memory is half dead; clients are better off elsewhere.
# HeapDumpOnOutOfMemoryError, HeapDumpPath
#                           what took it can be seen afterwards.
# unsafe, native-access     Netty's ways to memory; keeps JDK 24 and newer from warning of them.
exec "${JAVA:-java}" \
  -XX:MaxRAMPercentage=50 \
  -XX:MaxDirectMemorySize="${ROOST_DIRECT_MEMORY:-256m}" \
  -XX:+UseG1GC \
  -XX:MaxGCPauseMillis=50 \
  -XX:+ExitOnOutOfMemoryError \
  -XX:+HeapDumpOnOutOfMemoryError \
  -XX:HeapDumpPath="${ROOST_HEAP_DUMPS:-/tmp}" \
  -Dsun.misc.unsafe.memory.access=allow \
  --enable-native-access=ALL-UNNAMED \
  ${JAVA_OPTS:-} \
  -jar "$jar" "$@"

/**
 * A cluster of processes, each in its own network namespace, and its clients during failures of
 * processes and networks. {@link dev.roost.processes.ShortLivedJava} has the command of any JVM
 * that a test starts.
 */
@NullMarked
package dev.roost.processes;

import org.jspecify.annotations.NullMarked;

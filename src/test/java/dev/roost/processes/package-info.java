/**
 * A cluster of processes, each in its own network namespace, and its clients during failures of
 * processes and networks.
 */
@NullMarked
package dev.roost.processes;

import org.jspecify.annotations.NullMarked;

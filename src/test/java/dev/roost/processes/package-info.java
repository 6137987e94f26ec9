/**
 * A cluster of processes, each in a network namespace of its own, and what happens to its clients
 * when a process or the network fails.
 */
@NullMarked
package dev.roost.processes;

import org.jspecify.annotations.NullMarked;

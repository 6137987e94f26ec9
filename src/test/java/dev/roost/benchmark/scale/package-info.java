/**
 * Simulations of more connections, topics, presences and nodes than this machine has sockets and
 * memory for, started by {@code .ci/compare --simulate}. They run the server's own code in one
 * process, without a network, and print a report as JSON.
 */
@NullMarked
package dev.roost.benchmark.scale;

import org.jspecify.annotations.NullMarked;

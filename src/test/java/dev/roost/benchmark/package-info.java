/**
 * Servers to compare Roost with on the same machine, started by {@code .ci/compare}: the least that
 * a JVM can do, and what one would write on Vert.x by hand. They speak as much of vsn 2.0.0 as a
 * load generator needs on {@code bench:*}, trust their clients and have no limits: neither is
 * anything to learn from but what things cost. They know nothing of Roost.
 */
@NullMarked
package dev.roost.benchmark;

import org.jspecify.annotations.NullMarked;

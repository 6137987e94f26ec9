/**
 * Servers to compare Roost with on the same machine, started by {@code .ci/compare}: the least work
 * a JVM can do, also as two linked servers, and a hand-written Vert.x server. They implement the
 * part of vsn 2.0.0 that a load generator needs on {@code bench:*}. They trust their clients and
 * have no limits: use them for measurements only. They do not use Roost.
 */
@NullMarked
package dev.roost.benchmark;

import org.jspecify.annotations.NullMarked;

/**
 * A load generator whose clients offer permessage-deflate, which phxload does not: {@code
 * .ci/compare --compress} starts {@link dev.roost.benchmark.compression.CompressedLoad}. It takes
 * the arguments of phxload that it needs, and writes a report of the same form.
 */
@NullMarked
package dev.roost.benchmark.compression;

import org.jspecify.annotations.NullMarked;

/**
 * Looks at the versions of Vert.x and Netty on the class path. Uses nothing of either that an old
 * version lacks, so that an old version can be named instead of ending in a {@link
 * NoClassDefFoundError}.
 */
@NullMarked
package dev.roost.internal.versions;

import org.jspecify.annotations.NullMarked;

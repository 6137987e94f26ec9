/**
 * Blocks, what a client was last sent of them, and the JSON of the difference.
 *
 * <p>A {@link dev.roost.internal.live.diff.Block} is a compiled piece of a template: static strings
 * around {@link dev.roost.internal.live.diff.Dynamic}s. The same block writes whole HTML, the first
 * tree of a client, and later diffs. Its state is an array with one element for each dynamic: the
 * last value of a leaf, or the state of a nested block. Values that cannot change (strings,
 * numbers, enums) are kept as they are, so a state costs references and no copies. A loop over
 * records keeps only the records.
 *
 * <p>{@link dev.roost.internal.live.diff.DiffWriter} writes JSON as it goes and takes back what
 * turned out to hold no change.
 */
@NullMarked
package dev.roost.internal.live.diff;

import org.jspecify.annotations.NullMarked;

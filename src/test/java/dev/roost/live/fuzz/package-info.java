/**
 * Random templates, states and changes: the published clients merge the frames, and their page must
 * equal the full render after each.
 */
@NullMarked
package dev.roost.live.fuzz;

import org.jspecify.annotations.NullMarked;

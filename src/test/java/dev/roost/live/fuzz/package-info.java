/**
 * Random templates, states and changes. The published clients merge the frames; after each, their
 * page must equal the full render.
 */
@NullMarked
package dev.roost.live.fuzz;

import org.jspecify.annotations.NullMarked;

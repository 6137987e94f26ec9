package dev.roost.internal.live.diff;

/**
 * A compiled template.
 *
 * @param scopeSize the variables that it needs: 1 for the view or record, one for each loop
 *     variable
 */
public record ComponentBody(Block block, int scopeSize) {}

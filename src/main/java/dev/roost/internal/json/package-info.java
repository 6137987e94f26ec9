/** The rules for payloads that all codecs by Jackson share, whichever its version. */
@NullMarked
package dev.roost.internal.json;

import org.jspecify.annotations.NullMarked;

/** Tests of documents and their changes. */
@NullMarked
package dev.roost.rooms.documents;

import org.jspecify.annotations.NullMarked;

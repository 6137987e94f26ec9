/**
 * Texts that several people change at once, and their changes. A change is what CodeMirror calls a
 * ChangeSet, in the JSON that CodeMirror writes. Positions and lengths count UTF-16 units, as Java
 * and JavaScript do; a line break is one of them. Everything here is immutable and knows nothing of
 * connections or databases.
 *
 * <p>A {@link dev.roost.rooms.documents.Document} is a text and its version, which is how many
 * changes it has seen. An {@link dev.roost.rooms.documents.Edit} is a requested change of it.
 */
@NullMarked
package dev.roost.rooms.documents;

import org.jspecify.annotations.NullMarked;

package dev.roost.rooms.messages;

import dev.roost.rooms.documents.ClientText;
import dev.roost.serializer.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The client's own id of a message: a UUID, the member {@code client_id} of the payload. A message
 * that is sent again under the same id is stored once.
 */
public final class ClientMessageId {
  private static final int MAX_BYTES = 64;

  private ClientMessageId() {}

  /** The id; null if it is missing or malformed. */
  public static @Nullable String read(Payload payload) {
    return ClientText.read(payload, "client_id", MAX_BYTES)
        .filter(id -> !id.isBlank())
        .orElse(null);
  }
}

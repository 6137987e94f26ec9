package dev.roost.clients;

import dev.roost.serializer.Payload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Supabase user's broadcast: the payload is the user's, and the payload's attributes hold the
 * user's event. Each format writes it differently.
 */
final class UserBroadcast {
  /** The event of the protocol. */
  static final String EVENT = "broadcast";

  private static final String USER_EVENT = "user_event";
  private static final String META = "meta";

  private UserBroadcast() {}

  static Payload of(String userEvent, String meta, Payload content) {
    Map<String, String> attributes = Map.of(USER_EVENT, userEvent, META, meta);
    return content.withAttributes(attributes);
  }

  /** The user's event; null if the payload is not from a user broadcast. */
  static @Nullable String eventOf(Payload payload) {
    return payload.attribute(USER_EVENT);
  }

  /** A JSON object that the server adds, or an empty string. */
  static String metaOf(Payload payload) {
    String meta = payload.attribute(META);
    return meta == null ? "" : meta;
  }
}

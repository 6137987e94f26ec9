package dev.roost.live;

import dev.roost.Endpoint;
import dev.roost.serializer.InvalidPayloadException;
import dev.roost.token.MaxAge;
import dev.roost.token.TokenCheck;
import dev.roost.token.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The signed tokens that a page carries for its views. Immutable. */
final class LiveTokens {
  private static final MaxAge SESSION_AGE = MaxAge.of(Duration.ofDays(14));
  private static final MaxAge UPLOAD_AGE = MaxAge.of(Duration.ofMinutes(10));
  private static final MaxAge FLASH_AGE = MaxAge.of(Duration.ofSeconds(60));

  private final Tokens sessions;
  private final Tokens statics;
  private final Tokens flashes;
  private final Tokens statuses;
  private final Tokens uploads;

  LiveTokens(Endpoint endpoint) {
    sessions = endpoint.tokens("live view session");
    statics = endpoint.tokens("live view static");
    flashes = endpoint.tokens("live view flash");
    uploads = endpoint.tokens("live view upload");
    statuses = endpoint.tokens("live view status");
  }

  /**
   * The identity of a view.
   *
   * @param id of its element
   * @param view the name of its class
   * @param liveSession the name of the live session of its page
   * @param parent the id of the view around it; null for the view of a route and for sticky views
   * @param nested whether it is within another view, or sticky; else it belongs to a route
   * @param owner the mark of the visitor, {@link Owner}
   * @param session what its parent gave to it
   */
  record SessionToken(
      String id,
      String view,
      String liveSession,
      @Nullable String parent,
      boolean nested,
      String owner,
      Map<String, Object> session) {}

  /**
   * The tokens that the HTTP page passes to the connected view.
   *
   * @param flash the messages that the page shows
   */
  record StaticToken(String id, Map<String, String> flash) {}

  /**
   * The right to send one file to one mount of a view.
   *
   * @param view the id of the view
   * @param mount the mark of the mount, {@link Uploads#mark}
   * @param owner the mark of the visitor, {@link Owner}
   * @param upload the ref of the upload
   * @param entry the ref of the file
   */
  record UploadToken(String view, String mount, String owner, String upload, String entry) {}

  private record Flash(Map<String, String> messages) {}

  String session(SessionToken token, Instant now) {
    return sessions.sign(token, SESSION_AGE, now);
  }

  @Nullable SessionToken session(@Nullable String token) {
    return read(sessions, token, SESSION_AGE, SessionToken.class);
  }

  String statics(StaticToken token, Instant now) {
    return statics.sign(token, SESSION_AGE, now);
  }

  @Nullable StaticToken statics(@Nullable String token) {
    return read(statics, token, SESSION_AGE, StaticToken.class);
  }

  String flash(Map<String, String> messages) {
    return flashes.sign(new Flash(messages), FLASH_AGE);
  }

  /** The messages of a token; none if it is missing, expired or of another user. */
  Map<String, String> flash(@Nullable String token) {
    Flash flash = read(flashes, token, FLASH_AGE, Flash.class);
    return flash == null ? Map.of() : flash.messages();
  }

  /** Lets the page that loads next answer with this status. */
  String status(int status) {
    return statuses.sign(status, FLASH_AGE);
  }

  /** The status of a token; null if it is missing, expired or of another user. */
  @Nullable Integer status(@Nullable String token) {
    return read(statuses, token, FLASH_AGE, Integer.class);
  }

  String upload(UploadToken token, Instant now) {
    return uploads.sign(token, UPLOAD_AGE, now);
  }

  @Nullable UploadToken upload(@Nullable String token) {
    return read(uploads, token, UPLOAD_AGE, UploadToken.class);
  }

  private static <T> @Nullable T read(
      Tokens tokens, @Nullable String token, MaxAge age, Class<T> type) {
    TokenCheck check = tokens.verify(token, age);
    try {
      return check.isValid() ? check.data().decode(type) : null;
    } catch (InvalidPayloadException ofAnotherVersion) {
      return null;
    }
  }
}

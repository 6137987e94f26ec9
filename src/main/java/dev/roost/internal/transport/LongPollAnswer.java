package dev.roost.internal.transport;

import io.vertx.core.buffer.Buffer;

/**
 * The answer to a poll or a post. Its status is one of HTTP's and goes into the body: the HTTP
 * response itself has status 200, except for malformed requests.
 *
 * @param status what became of it
 * @param messages for {@code 200} to a poll, a JSON array of the messages, each a string
 */
record LongPollAnswer(int status, Buffer messages) {
  private static final Buffer NO_MESSAGES = Buffer.buffer("[]");

  /** The messages were handled. */
  static final LongPollAnswer OK = new LongPollAnswer(200, NO_MESSAGES);

  /** There was no message for the whole window. */
  static final LongPollAnswer NO_CONTENT = new LongPollAnswer(204, NO_MESSAGES);

  /** The body is no batch of messages. */
  static final LongPollAnswer BAD_REQUEST = new LongPollAnswer(400, NO_MESSAGES);

  /** The client may not connect. */
  static final LongPollAnswer FORBIDDEN = new LongPollAnswer(403, NO_MESSAGES);

  /** A message ended the session, and those behind it were not handled. */
  static final LongPollAnswer REQUEST_TIMEOUT = new LongPollAnswer(408, NO_MESSAGES);

  /** There is no such session, or no longer. */
  static final LongPollAnswer GONE = new LongPollAnswer(410, NO_MESSAGES);

  /** The body has too many bytes, or messages. */
  static final LongPollAnswer TOO_LARGE = new LongPollAnswer(413, NO_MESSAGES);

  /** There is no room for the body at present. */
  static final LongPollAnswer UNAVAILABLE = new LongPollAnswer(503, NO_MESSAGES);

  static LongPollAnswer of(Buffer messages) {
    return new LongPollAnswer(OK.status, messages);
  }

  /** The answer to a post, or a refusal. */
  Buffer toJson() {
    return Buffer.buffer("{\"status\":" + status + "}");
  }

  /**
   * The answer to a poll.
   *
   * @param token of the session, in URL-safe base64
   */
  Buffer toJson(String token) {
    return Buffer.buffer("{\"status\":" + status + ",\"token\":\"" + token + "\",\"messages\":")
        .appendBuffer(messages)
        .appendString("}");
  }
}

package dev.roost.channel;

/**
 * The close codes that Roost gives, of RFC 6455 section 7.4.1 and its registry. Never 1000 on the
 * server's own account: after that, phoenix.js does not reconnect.
 */
public final class CloseCode {
  /** The connection was told to {@code disconnect}, or the server goes away without a drain. */
  public static final int GOING_AWAY = 1001;

  /** The client violated the protocol of frames, or sent nothing for too long. */
  public static final int PROTOCOL_ERROR = 1002;

  /** A text message is no UTF-8. */
  public static final int INVALID_UTF8 = 1007;

  /** A frame or message exceeds the limit. */
  public static final int TOO_LARGE = 1009;

  /** A message could not be decoded. */
  public static final int INTERNAL_ERROR = 1011;

  /** The server is being restarted. */
  public static final int SERVICE_RESTART = 1012;

  /** The client does not read what it is sent. */
  public static final int OVERLOADED = 1013;

  private CloseCode() {}
}

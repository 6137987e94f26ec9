package dev.roost.rooms.config;

import dev.roost.FieldLimits;
import dev.roost.Rate;
import dev.roost.SocketLimits;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the limits of connections. */
final class SocketReader {
  private static final int MANY = 1_000_000;

  /** The most bytes of anything. */
  private static final int MAX_BYTES = 1 << 30;

  /** JSON may write a character of one byte as an escape of six. */
  private static final int MAX_ESCAPE = 6;

  private static final int SOFT_LIMIT_BYTES = 1 << 20;
  private static final int HARD_LIMIT_BYTES = 16 << 20;

  /** By how many of the largest responses a client may be behind, if that is more. */
  private static final int RESPONSES_BEHIND = 4;

  /** The bytes around a response: the envelope, the prompt, a typical chat. */
  private static final int ROOM_FOR_REST = 1 << 20;

  private static final int POLL_BODY_BYTES = 8_000_000;
  private static final int MIN_SECRET = 32;

  private final SettingValues values;

  SocketReader(SettingValues values) {
    this.values = values;
  }

  /**
   * The limits; those in bytes have room for the largest message there can be, by default.
   *
   * @param maxResponseBytes the largest text of a challenge
   */
  SocketSettings socket(int maxResponseBytes) {
    int largest = MAX_ESCAPE * maxResponseBytes + ROOM_FOR_REST;
    OutboundSettings outbound = outbound(maxResponseBytes);
    return new SocketSettings(
        limits(),
        values.number(Setting.SOCKET_IDLE_SECONDS, 60, 0, 86_400),
        values.number(Setting.SOCKET_CLOSE_SECONDS, 5, 1, 600),
        values.flag(Setting.SOCKET_COMPRESS, false),
        bytes(Setting.SOCKET_MAX_FRAME_BYTES, largest),
        outbound,
        longPoll(Math.max(largest, POLL_BODY_BYTES), outbound.softBytes()));
  }

  private OutboundSettings outbound(int maxResponseBytes) {
    int behind = RESPONSES_BEHIND * maxResponseBytes + ROOM_FOR_REST;
    return new OutboundSettings(
        bytes(Setting.SOCKET_MAX_OUTBOUND_BYTES, SOFT_LIMIT_BYTES),
        bytes(Setting.SOCKET_OUTBOUND_HARD_LIMIT_BYTES, Math.max(HARD_LIMIT_BYTES, behind)),
        values.number(Setting.SOCKET_OUTBOUND_STALL_SECONDS, 10, 1, 3_600),
        values.number(Setting.SOCKET_OUTBOUND_BUDGET_MIB, 0, 0, MANY));
  }

  private SocketLimits limits() {
    SocketLimits defaults = SocketLimits.DEFAULT;
    int channels = count(Setting.SOCKET_MAX_CHANNELS, defaults.maxChannels());
    return new SocketLimits(
        channels,
        count(Setting.SOCKET_MAX_QUEUED_MESSAGES, defaults.maxQueuedMessages()),
        bytes(Setting.SOCKET_MAX_QUEUED_BYTES, defaults.maxQueuedBytes()),
        defaults.maxSubscriptions(),
        new FieldLimits(
            count(Setting.SOCKET_MAX_TOPIC, defaults.fields().topic()),
            count(Setting.SOCKET_MAX_EVENT, defaults.fields().event()),
            count(Setting.SOCKET_MAX_REF, defaults.fields().ref())),
        // phoenix.js joins all of its channels at once when it reconnects.
        rate(Setting.SOCKET_JOINS_PER_SECOND, 20, Setting.SOCKET_JOIN_BURST, channels),
        rate(Setting.SOCKET_MESSAGES_PER_SECOND, 100, Setting.SOCKET_MESSAGE_BURST, 1_000));
  }

  private @Nullable Rate rate(Setting perSecond, int usualNumber, Setting burst, int usualBurst) {
    int number = values.number(perSecond, usualNumber, 0, MANY);
    int atOnce = count(burst, usualBurst);
    return number == 0 ? null : new Rate(number, atOnce);
  }

  private Optional<LongPollSettings> longPoll(int bodyBytes, int outboundBytes) {
    boolean enabled = values.flag(Setting.LONG_POLL_ENABLED, true);
    int sessions = count(Setting.LONG_POLL_MAX_SESSIONS, 10_000);
    LongPollSettings settings =
        new LongPollSettings(
            new SecretReader(values)
                .secret(Setting.LONG_POLL_SECRET, Setting.LONG_POLL_SECRET_FILE, MIN_SECRET),
            values.number(Setting.LONG_POLL_WINDOW_SECONDS, 10, 1, 600),
            sessions,
            count(Setting.LONG_POLL_MAX_SESSIONS_PER_ADDRESS, 1_000),
            count(Setting.LONG_POLL_MAX_GUEST_SESSIONS, Math.max(1, sessions / 2)),
            count(Setting.LONG_POLL_MAX_BATCH, 100),
            bytes(Setting.LONG_POLL_MAX_BODY_BYTES, bodyBytes),
            bytes(Setting.LONG_POLL_MAX_OUTBOUND_BYTES, outboundBytes),
            count(Setting.LONG_POLL_MAX_OUTBOUND_MESSAGES, 100_000));
    return enabled ? Optional.of(settings) : Optional.empty();
  }

  private int count(Setting setting, int otherwise) {
    return values.number(setting, otherwise, 1, MANY);
  }

  private int bytes(Setting setting, int otherwise) {
    return values.number(setting, otherwise, 1, MAX_BYTES);
  }
}

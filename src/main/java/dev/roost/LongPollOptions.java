package dev.roost;

import dev.roost.internal.options.Require;

/**
 * How a mount serves long-polling, with Phoenix's names and defaults where Phoenix has the option.
 * To be filled in before the mount, and not changed afterwards.
 */
public final class LongPollOptions extends TransportOptions<LongPollOptions> {
  private long windowMillis = 10_000;
  private long pubSubTimeoutMillis = 2_000;
  private long tokenMaxAgeSeconds = 14 * 24 * 60 * 60;
  private int maxSessions = 10_000;
  private int maxSessionsPerAddress = 1_000;
  private int maxAnonymousSessions;
  private int maxBatch = 100;
  private int maxBodyBytes = 8_000_000;
  private int maxOutboundMessages = 100_000;

  /** Phoenix's defaults. */
  public LongPollOptions() {
    super("/longpoll");
  }

  @Override
  LongPollOptions self() {
    return this;
  }

  /**
   * How long a poll waits for messages, Phoenix's {@code window_ms}; 10 seconds by default. A
   * session that was neither polled nor sent a byte, and whose client does not read a large answer,
   * for one and a half times as long ends. The server closes the connection of a client that sends
   * no byte of a body, or reads none of an answer, for twice as long.
   */
  public LongPollOptions windowMillis(long millis) {
    windowMillis = Require.positive("windowMillis", millis);
    return this;
  }

  /**
   * How long beyond the window a poll waits for the node that has the session, Phoenix's {@code
   * pubsub_timeout_ms}; 2 seconds by default. Beyond, the session counts as gone.
   */
  public LongPollOptions pubSubTimeoutMillis(long millis) {
    pubSubTimeoutMillis = Require.positive("pubSubTimeoutMillis", millis);
    return this;
  }

  /** For how long tokens are valid, Phoenix's {@code crypto: [max_age: …]}; two weeks. */
  public LongPollOptions tokenMaxAgeSeconds(long seconds) {
    tokenMaxAgeSeconds = Require.notNegative("tokenMaxAgeSeconds", seconds);
    return this;
  }

  /**
   * How many sessions a node may have; 10,000 by default. Beyond, a poll that asks for a new one is
   * answered with HTTP 503.
   */
  public LongPollOptions maxSessions(int sessions) {
    maxSessions = Require.positive("maxSessions", sessions);
    return this;
  }

  /**
   * How many sessions of a node one IP address may have, or the /64 network of an IPv6 address;
   * 1,000 by default. Beyond, a poll that asks for a new one is answered with HTTP 503. Behind
   * proxies, name them as {@code trustedProxies} of the endpoint, so that the addresses are those
   * of the clients.
   */
  public LongPollOptions maxSessionsPerAddress(int sessions) {
    maxSessionsPerAddress = Require.positive("maxSessionsPerAddress", sessions);
    return this;
  }

  /**
   * How many sessions of a node clients may have that the connect handler calls {@linkplain
   * dev.roost.channel.ConnectResult#anonymous() anonymous}; half of {@link #maxSessions} by
   * default. Beyond, they get HTTP 503, and the others still connect.
   */
  public LongPollOptions maxAnonymousSessions(int sessions) {
    maxAnonymousSessions = Require.positive("maxAnonymousSessions", sessions);
    return this;
  }

  /**
   * How many messages may come in one request; 100 as in Phoenix and phoenix.js. A larger batch is
   * answered with HTTP 413, and none of it is handled; Phoenix drops what is too much.
   */
  public LongPollOptions maxBatch(int messages) {
    maxBatch = Require.positive("maxBatch", messages);
    return this;
  }

  /** How many bytes may come in one request; 8,000,000, and HTTP 413 beyond. */
  public LongPollOptions maxBodyBytes(int bytes) {
    maxBodyBytes = Require.positive("maxBodyBytes", bytes);
    return this;
  }

  /**
   * How many messages may wait for a client to poll; 100,000 by default. Beyond, its session ends,
   * as at the {@linkplain #outboundHardLimitBytes hard limit}.
   */
  public LongPollOptions maxOutboundMessages(int messages) {
    maxOutboundMessages = Require.positive("maxOutboundMessages", messages);
    return this;
  }

  /** See {@link #windowMillis(long)}. */
  public long windowMillis() {
    return windowMillis;
  }

  /** See {@link #pubSubTimeoutMillis(long)}. */
  public long pubSubTimeoutMillis() {
    return pubSubTimeoutMillis;
  }

  /** See {@link #tokenMaxAgeSeconds(long)}. */
  public long tokenMaxAgeSeconds() {
    return tokenMaxAgeSeconds;
  }

  /** See {@link #maxSessions(int)}. */
  public int maxSessions() {
    return maxSessions;
  }

  /** See {@link #maxSessionsPerAddress(int)}. */
  public int maxSessionsPerAddress() {
    return maxSessionsPerAddress;
  }

  /** See {@link #maxAnonymousSessions(int)}. */
  public int maxAnonymousSessions() {
    return maxAnonymousSessions == 0 ? Math.max(1, maxSessions / 2) : maxAnonymousSessions;
  }

  /** See {@link #maxBatch(int)}. */
  public int maxBatch() {
    return maxBatch;
  }

  /** See {@link #maxBodyBytes(int)}. */
  public int maxBodyBytes() {
    return maxBodyBytes;
  }

  /** See {@link #maxOutboundMessages(int)}. */
  public int maxOutboundMessages() {
    return maxOutboundMessages;
  }
}

package dev.roost;

import dev.roost.internal.options.Require;

/**
 * How long the client of an HTTP connection may take, and how large the headers of a request may
 * be. The limits hold until a connection becomes a WebSocket, which has limits of its own; a poll
 * that waits for messages is within them. To be filled in before the endpoint is created, and not
 * changed afterwards.
 *
 * <p>A time limit of 0 means no limit. The server finds a client late by an eighth of the shortest
 * time limit at most.
 */
public final class HttpLimits {
  private long headerMillis = 10_000;
  private long bodyMillis = 30_000;
  private long idleMillis = 60_000;
  private long responseMillis = 30_000;
  private int maxHeaderBytes = 10_000;
  private int maxHeadersBytes = 1 << 16;
  private int maxRequestLineBytes = 10_000;

  /**
   * How long the client may take for the header of a request, counted from when the connection was
   * accepted, or from the first byte of a further request; 10 seconds by default. A TLS handshake
   * is part of it. Beyond, the server answers 408 if it got a part of the header, and closes the
   * connection.
   */
  public HttpLimits headerMillis(long millis) {
    headerMillis = Require.notNegative("headerMillis", millis);
    return this;
  }

  /**
   * How long no byte of a request's body may arrive while the server is ready to read; 30 seconds
   * by default. Beyond, the server answers 408 if no response has begun, and closes the connection;
   * on HTTP/2 it resets the stream.
   */
  public HttpLimits bodyMillis(long millis) {
    bodyMillis = Require.notNegative("bodyMillis", millis);
    return this;
  }

  /**
   * How long a connection may stay open without a request, after a response; 60 seconds by default.
   * Beyond, the server closes it.
   */
  public HttpLimits idleMillis(long millis) {
    idleMillis = Require.notNegative("idleMillis", millis);
    return this;
  }

  /**
   * How long the client may read nothing of a response that waits for it; 30 seconds by default.
   * Beyond, the server closes the connection; on HTTP/2 it resets the stream.
   */
  public HttpLimits responseMillis(long millis) {
    responseMillis = Require.notNegative("responseMillis", millis);
    return this;
  }

  /**
   * How many bytes one header of a request may have, its name included; 10,000 by default. Beyond,
   * the server answers 431 and closes the connection. phoenix.js sends its {@code authToken} in a
   * header, which makes it a third longer.
   */
  public HttpLimits maxHeaderBytes(int bytes) {
    maxHeaderBytes = Require.positive("maxHeaderBytes", bytes);
    return this;
  }

  /**
   * How many bytes all headers of a request may have together; 65,536 by default. Beyond, the
   * server answers 431 and closes the connection.
   */
  public HttpLimits maxHeadersBytes(int bytes) {
    maxHeadersBytes = Require.positive("maxHeadersBytes", bytes);
    return this;
  }

  /**
   * How many bytes the first line of a request may have; 10,000 by default. Beyond, the server
   * answers 414 and closes the connection.
   */
  public HttpLimits maxRequestLineBytes(int bytes) {
    maxRequestLineBytes = Require.positive("maxRequestLineBytes", bytes);
    return this;
  }

  /** See {@link #headerMillis(long)}. */
  public long headerMillis() {
    return headerMillis;
  }

  /** See {@link #bodyMillis(long)}. */
  public long bodyMillis() {
    return bodyMillis;
  }

  /** See {@link #idleMillis(long)}. */
  public long idleMillis() {
    return idleMillis;
  }

  /** See {@link #responseMillis(long)}. */
  public long responseMillis() {
    return responseMillis;
  }

  /** See {@link #maxHeaderBytes(int)}. */
  public int maxHeaderBytes() {
    return maxHeaderBytes;
  }

  /** See {@link #maxHeadersBytes(int)}. */
  public int maxHeadersBytes() {
    return maxHeadersBytes;
  }

  /** See {@link #maxRequestLineBytes(int)}. */
  public int maxRequestLineBytes() {
    return maxRequestLineBytes;
  }
}

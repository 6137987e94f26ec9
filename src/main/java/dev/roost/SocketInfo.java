package dev.roost;

import dev.roost.channel.TraceContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection as it was at one moment, for operators; see Phoenix's {@code Phoenix.Debug}.
 *
 * @param id tells it from the others of its mount, on this node
 * @param path of the mount
 * @param socketId the topic on which it receives {@code disconnect}, or null
 * @param transport {@code websocket} or {@code longpoll}
 * @param vsn the protocol version, empty if the socket has no channels
 * @param remote the client's address as the server sees it, or null if that is not known
 * @param trace the trace that the connecting was part of, or null if that is not known
 * @param since when it began
 * @param queuedBytes how many bytes wait for the client to read them
 * @param channels what it has joined, or is joining
 */
public record SocketInfo(
    long id,
    String path,
    @Nullable String socketId,
    String transport,
    String vsn,
    @Nullable String remote,
    @Nullable TraceContext trace,
    Instant since,
    long queuedBytes,
    List<ChannelInfo> channels) {

  /**
   * A channel of the connection.
   *
   * @param topic the topic
   * @param status how far it has come
   * @param waiting how many messages wait for it
   */
  public record ChannelInfo(String topic, Status status, int waiting) {}

  /** How far a channel has come. */
  public enum Status {
    /** The join was not answered yet. */
    JOINING,
    /** It has joined. */
    JOINED
  }
}

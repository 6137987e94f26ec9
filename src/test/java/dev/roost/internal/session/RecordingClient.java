package dev.roost.internal.session;

import dev.roost.serializer.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client without a network: it sends to a session and records the session's frames. */
final class RecordingClient implements SessionOutput {
  private final SessionFixture fixture;
  private final List<String> frames = new CopyOnWriteArrayList<>();
  private volatile int closeCode;
  private volatile long room = Long.MAX_VALUE;
  private SocketSession session;

  RecordingClient(SessionFixture fixture) {
    this.fixture = fixture;
  }

  void start(SocketSession started) {
    session = started;
  }

  SocketSession session() {
    return session;
  }

  /** Sends texts in one task of the event loop. */
  RecordingClient sends(String... texts) {
    fixture.onLoop(
        () -> {
          for (String text : texts) {
            session.receiveText(text.getBytes(StandardCharsets.UTF_8));
          }
        });
    return this;
  }

  RecordingClient sendsBinary(byte[] message) {
    fixture.onLoop(() -> session.receiveBinary(message));
    return this;
  }

  /** Joins with the ref as the join_ref, like phoenix.js. */
  RecordingClient joins(String topic, String ref) {
    return sends(message(ref, ref, topic, "phx_join"));
  }

  /** Sets the free room of its outbound queue in bytes. */
  void hasRoomFor(long bytes) {
    room = bytes;
  }

  /** Ends the connection. */
  void disconnects() {
    fixture.onLoop(session::closed);
  }

  /** The messages received since the last call; binary in hexadecimal. */
  List<String> received() {
    fixture.settle();
    List<String> all = new ArrayList<>(frames);
    frames.clear();
    return all;
  }

  /** The session's close code, or 0. */
  int closeCode() {
    fixture.settle();
    return closeCode;
  }

  /** A message with an empty payload. */
  static String message(String joinRef, String ref, String topic, String event) {
    return "[" + quoted(joinRef) + "," + quoted(ref) + ",\"" + topic + "\",\"" + event + "\",{}]";
  }

  /** An ok reply with an empty object. */
  static String ok(String joinRef, String ref, String topic) {
    return reply(joinRef, ref, topic, "ok", "{}");
  }

  static String reply(String joinRef, String ref, String topic, String status, String response) {
    return "["
        + quoted(joinRef)
        + ","
        + quoted(ref)
        + ",\""
        + topic
        + "\",\"phx_reply\",{\"status\":\""
        + status
        + "\",\"response\":"
        + response
        + "}]";
  }

  static String joinCrashed(String ref, String topic) {
    return reply(ref, ref, topic, "error", "{\"reason\":\"join crashed\"}");
  }

  static String unmatched(String ref, String topic) {
    return reply(null, ref, topic, "error", "{\"reason\":\"unmatched topic\"}");
  }

  static String closed(String joinRef, String topic) {
    return message(joinRef, joinRef, topic, "phx_close");
  }

  static String crashed(String joinRef, String topic) {
    return "["
        + quoted(joinRef)
        + ","
        + quoted(joinRef)
        + ",\""
        + topic
        + "\",\"phx_error\",{\"reason\":\"channel_crash\"}]";
  }

  private static String quoted(String ref) {
    return ref == null ? "null" : "\"" + ref + "\"";
  }

  @Override
  public void send(Frame frame) {
    sendShared(frame);
    frame.release();
  }

  @Override
  public void sendShared(Frame frame) {
    frames.add(
        frame.isBinary() ? io.netty.buffer.ByteBufUtil.hexDump(frame.content()) : frame.text());
  }

  @Override
  public void close(int code, String reason) {
    closeCode = code;
  }

  @Override
  public long queueRoom() {
    return room;
  }
}

package dev.roost.benchmark;

import io.netty.buffer.ByteBuf;

/**
 * The offsets of a message's fields in its buffer: {@code [join_ref, ref, topic, event, payload]},
 * as clients write it without spaces and escapes.
 */
final class BaselineEnvelope {
  private static final int NULL = "null,".length();

  int start;
  int topic;
  int topicEnd;
  int event;
  int eventEnd;
  int payload;
  int payloadEnd;

  void read(ByteBuf in, int from, int end) {
    start = from;
    int joinRef = from + 1;
    int ref = next(in, joinRef, end);
    topic = next(in, ref, end) + 1;
    topicEnd = in.indexOf(topic, end, (byte) '"');
    event = topicEnd + 3;
    eventEnd = in.indexOf(event, end, (byte) '"');
    payload = eventEnd + 2;
    payloadEnd = end - 1;
  }

  private static int next(ByteBuf in, int field, int end) {
    return in.getByte(field) == '"' ? in.indexOf(field + 1, end, (byte) '"') + 2 : field + NULL;
  }

  /** Compares the first character and the length, which differ for all events. */
  boolean isEvent(ByteBuf in, String name) {
    return eventEnd - event == name.length() && in.getByte(event) == name.charAt(0);
  }
}

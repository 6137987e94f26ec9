package dev.roost.serializer;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of decoding a message and encoding its replies, with two payload sizes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SerializerBenchmark {
  @Param({"1.0.0", "2.0.0"})
  String vsn;

  @Param({"200", "4000"})
  int payloadBytes;

  private Serializer serializer;
  private byte[] text;
  private Message message;
  private ReplyMessage reply;
  private Broadcast broadcast;

  /** Creates the messages; the incoming one is encoded like phoenix.js does. */
  @Setup
  public void prepare() throws DecodeException {
    serializer = Serializers.phoenix().forVersion(vsn);
    String json = "{\"text\":\"" + "x".repeat(payloadBytes - "{'text':''}".length()) + "\"}";
    text = incoming(json).getBytes(StandardCharsets.UTF_8);
    message = serializer.decodeText(text);
    Payload payload = message.payload();
    reply = new ReplyMessage(message.joinRef(), message.ref(), message.topic(), "ok", payload);
    broadcast = new Broadcast(message.topic(), message.event(), payload);
  }

  private String incoming(String json) {
    return vsn.startsWith("2")
        ? "[\"3\",\"17\",\"room:lobby\",\"new_msg\"," + json + "]"
        : "{\"topic\":\"room:lobby\",\"event\":\"new_msg\",\"payload\":"
            + json
            + ",\"ref\":\"17\",\"join_ref\":\"3\"}";
  }

  /** Decodes a client's message; the payload is checked but not decoded. */
  @Benchmark
  public Message decode() throws DecodeException {
    return serializer.decodeText(text);
  }

  /** Encodes a push to one client. */
  @Benchmark
  public int encodePush() {
    return released(serializer.encode(message));
  }

  /** Encodes a reply with the payload. */
  @Benchmark
  public int encodeReply() {
    return released(serializer.encode(reply));
  }

  /** Encodes a broadcast, once for all its receivers. */
  @Benchmark
  public int encodeBroadcast() {
    return released(serializer.fastlane(broadcast));
  }

  private static int released(Frame frame) {
    int length = frame.contentLength();
    frame.release();
    return length;
  }
}

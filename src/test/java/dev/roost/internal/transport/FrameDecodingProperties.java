package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.session.AssemblyBudget;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A connection gets the same from the decoder whether it takes text messages from it or not,
 * however the bytes are cut into reads.
 */
class FrameDecodingProperties {
  private static final int MAX_BYTES = 400;
  private static final int TEXT = 0x81;
  private static final int MASKED = 0x80;

  /** The frames that are no text message of one frame, and what breaks the rules of framing. */
  private static final int[] FIRST_BYTES = {0x01, 0x00, 0x80, 0x82, 0x89, 0x8a, 0xc1, 0x83, 0x41};

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  void textIsTheSameWithoutThePipeline(@ForAll Random random) {
    byte[] sent = frames(random);
    List<byte[]> reads = cut(sent, random);
    List<String> expected = received(reads, false);
    assertThat(received(reads, true)).as(HexFormat.of().formatHex(sent)).isEqualTo(expected);
    if (random.nextBoolean()) {
      // A client that breaks no rule gets all its messages through.
      assertThat(received(List.of(frame(TEXT, 300, 0, random), frame(TEXT, 5, 0, random)), true))
          .hasSize(2)
          .allMatch(text -> text.startsWith("text"));
    }
  }

  private static byte[] frames(Random random) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int lying = random.nextInt(6) == 0 ? 1 : 0;
    for (int i = 0; i < 12; i++) {
      int first =
          random.nextInt(3) > 0
              ? TEXT
              : FIRST_BYTES[random.nextInt(random.nextInt(20) > 0 ? 6 : 9)];
      int length = random.nextInt(random.nextInt(10) == 0 ? MAX_BYTES + 20 : 150);
      all.writeBytes(frame(first, (first & 8) == 0 ? length : length % 126, lying, random));
    }
    return all.toByteArray();
  }

  // A lying header has more bytes than the length needs, or no mask.
  private static byte[] frame(int first, int length, int lying, Random random) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    boolean isLying = lying * random.nextInt(10) == 1;
    boolean isMasked = !isLying || random.nextBoolean();
    int mask = isMasked ? MASKED : 0;
    frame.write(first);
    if (length < 126 && !(isLying && isMasked)) {
      frame.write(mask | length);
    } else {
      frame.write(mask | 126);
      frame.write(length >> 8);
      frame.write(length);
    }
    byte[] key = new byte[4];
    if (isMasked) {
      random.nextBytes(key);
      frame.writeBytes(key);
    }
    for (int i = 0; i < length; i++) {
      frame.write((byte) ('a' + i % 26) ^ key[i % 4]);
    }
    return frame.toByteArray();
  }

  private static List<byte[]> cut(byte[] bytes, Random random) {
    List<byte[]> reads = new ArrayList<>();
    int most = 1 + random.nextInt(random.nextBoolean() ? 10 : bytes.length);
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(most));
      reads.add(java.util.Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    return reads;
  }

  private static List<String> received(List<byte[]> reads, boolean takesText) {
    Recorder recorder = new Recorder(takesText);
    WebSocketDecoderConfig config =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(MAX_BYTES)
            .withUTF8Validator(false)
            .closeOnProtocolViolation(false)
            .build();
    AssemblyBudget budget = new AssemblyBudget(1 << 20);
    BoundedFrameDecoder decoder = new BoundedFrameDecoder(config, 10, recorder, budget);
    EmbeddedChannel channel =
        new EmbeddedChannel(
            decoder, new FragmentAggregator(MAX_BYTES, decoder), recorder.endOfPipeline());
    for (byte[] read : reads) {
      channel.writeInbound(Unpooled.copiedBuffer(read));
    }
    decoder.release();
    channel.finishAndReleaseAll();
    assertThat(budget.bytes()).isZero();
    return recorder.events;
  }

  /** Records messages until the first violation, which ends a connection. */
  private static final class Recorder implements Receiver {
    private final List<String> events = new ArrayList<>();
    private final boolean takesText;
    private boolean hasFailed;

    Recorder(boolean takesText) {
      this.takesText = takesText;
    }

    private void record(String event) {
      if (!hasFailed) {
        events.add(event);
      }
    }

    @Override
    public boolean takesText() {
      return takesText;
    }

    @Override
    public void receiveText(byte[] text) {
      record("text " + new String(text, StandardCharsets.UTF_8));
    }

    @Override
    public void bytesReceived() {}

    @Override
    public void endAssembly(long held) {
      throw new AssertionError("the budget is large enough");
    }

    @Override
    public void tooManyFragments() {}

    private ChannelInboundHandlerAdapter endOfPipeline() {
      return new ChannelInboundHandlerAdapter() {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
          WebSocketFrame frame = (WebSocketFrame) message;
          byte[] content = ByteBufUtil.getBytes(frame.content());
          frame.release();
          if (frame instanceof TextWebSocketFrame) {
            receiveText(content);
          } else {
            record(frame.getClass().getSimpleName() + HexFormat.of().formatHex(content));
          }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
          record(cause.toString());
          hasFailed = true;
        }
      };
    }
  }
}

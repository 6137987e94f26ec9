package dev.roost.conformance.network;

import dev.roost.conformance.scenario.Received;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Assembles messages from the server's frames. */
final class MessageAssembly {
  private @Nullable Buffer begun;
  private boolean text;

  /** Adds a data frame; returns the message if the frame was its last. */
  Optional<Received> add(WireFrame frame) throws IOException {
    boolean continues = frame.opcode() == WireFrame.CONTINUATION;
    if (continues != (begun != null) || frame.opcode() > WireFrame.BINARY) {
      throw new IOException("the server sent a frame of opcode " + frame.opcode());
    }
    if (!continues) {
      text = frame.opcode() == WireFrame.TEXT;
    }
    Buffer message = begun == null ? frame.payload() : begun.appendBuffer(frame.payload());
    begun = frame.last() ? null : message;
    return frame.last() ? Optional.of(received(message)) : Optional.empty();
  }

  private Received received(Buffer message) throws IOException {
    if (!text) {
      return new Received.Binary(message);
    }
    ByteBuffer bytes = ByteBuffer.wrap(message.getBytes());
    return new Received.Text(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
  }
}

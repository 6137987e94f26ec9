package dev.roost.internal.session;

import dev.roost.SocketInfo;
import dev.roost.SocketInfo.ChannelInfo;
import dev.roost.channel.Socket;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes connections to operators. */
final class SocketInfos {
  private SocketInfos() {}

  /** Whether what identifies a connection contains a text. */
  static boolean mentions(String text, long id, String path, Socket socket, SessionOutput output) {
    return text.equals(String.valueOf(id))
        || path.contains(text)
        || contains(socket.id(), text)
        || contains(output.remoteAddress(), text);
  }

  private static boolean contains(@Nullable String value, String text) {
    return value != null && value.contains(text);
  }

  /** A connection as it is now. */
  static SocketInfo of(
      long id,
      String path,
      Socket socket,
      long sinceMillis,
      SessionOutput output,
      List<ChannelInfo> channels) {
    return new SocketInfo(
        id,
        path,
        socket.id(),
        socket.transport(),
        socket.vsn(),
        output.remoteAddress(),
        socket.trace(),
        Instant.ofEpochMilli(sinceMillis),
        output.queuedBytes(),
        channels);
  }
}

package dev.roost.internal.session;

import dev.roost.SocketInfo;
import dev.roost.SocketInfo.ChannelInfo;
import dev.roost.channel.Socket;
import java.time.Instant;
import java.util.List;

/** Describes connections to operators. */
final class SocketInfos {
  private SocketInfos() {}

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

package dev.roost.internal.session;

import dev.roost.channel.ConnectInfo;
import dev.roost.channel.Params;
import io.vertx.core.Future;

/** What is served at a path: decides who may connect, and begins their sessions. */
public interface ServedSocket {

  /** The path of its mount, for logs. */
  String path();

  /** Counts what happens. */
  SocketMetrics metrics();

  /** The sessions that are open. */
  OpenSessions sessions();

  /** What the endpoint imposes on it. */
  Supervision supervision();

  /** Tells what happens. */
  SocketEvents events();

  /**
   * Asks whether a client may connect.
   *
   * @return never fails; what goes wrong refuses the client and is logged
   */
  Future<Admission> admit(Params params, ConnectInfo info, String transport);

  /** Begins the session of a client that was admitted. To be called on the session's event loop. */
  Session open(Admission admission, SessionLoop loop, SessionOutput output);
}

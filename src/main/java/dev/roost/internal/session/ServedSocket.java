package dev.roost.internal.session;

import dev.roost.channel.ConnectInfo;
import dev.roost.channel.Params;
import io.vertx.core.Future;

/** The socket at a path: admits clients, and starts their sessions. */
public interface ServedSocket {

  /** The path of its mount, for logs. */
  String path();

  /** Counts what happens. */
  SocketMetrics metrics();

  /** The sessions that are open. */
  OpenSessions sessions();

  /** The endpoint's limits and services for it. */
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

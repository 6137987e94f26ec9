package dev.roost.transport.http;

/**
 * Guards a connection from when it is accepted until Vert.x knows which version of HTTP it speaks:
 * during a TLS handshake, or before the first bytes where it may be HTTP/2 without TLS.
 */
final class AcceptedGuard extends ConnectionGuard {
  private int since;

  AcceptedGuard(HttpConnections connections) {
    super(connections, true);
  }

  @Override
  void added(int visit) {
    since = visit;
  }

  int since() {
    return since;
  }

  @Override
  void closeIfIdle() {
    // It has not begun.
  }

  @Override
  void checkRequests() {
    if (guards().isOver(connections.limits().headerMillis(), since)) {
      connections.metrics().countSlowHeader();
      connections.closing(channel(), "the client sends no request");
      context().close();
    }
  }
}

package dev.roost.session;

/**
 * What an endpoint imposes on all of its mounts.
 *
 * @param connections how many connections all of them may have
 * @param filter what of parameters may be logged
 * @param listener is told what happens
 */
public record Supervision(
    ConnectionLimit connections, ParameterFilter filter, SocketListener listener) {

  /** Any number of connections, the usual filter, and nobody who listens. */
  public static Supervision none() {
    return new Supervision(ConnectionLimit.none(), ParameterFilter.DEFAULT, SocketListener.NONE);
  }
}

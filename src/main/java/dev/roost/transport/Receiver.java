package dev.roost.transport;

/** The connection behind a {@link BoundedFrameDecoder}. Called on the connection's event loop. */
interface Receiver {
  /** Bytes came, whether they complete a frame or not. */
  void bytesReceived();

  /**
   * The endpoint's budget is used up by messages in assembly, and this connection is chosen to end.
   *
   * @param held how many bytes it holds
   */
  void endAssembly(long held);
}

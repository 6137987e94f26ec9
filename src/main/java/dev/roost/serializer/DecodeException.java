package dev.roost.serializer;

/**
 * The content of a frame is not a message. Phoenix's transport process crashes on such input, which
 * ends the connection with close code 1011.
 */
public class DecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong, in one line and without the client's data
   */
  public DecodeException(String reason) {
    // Clients cause these at will: the stack trace would tell nothing and cost much.
    super(reason, null, false, false);
  }
}

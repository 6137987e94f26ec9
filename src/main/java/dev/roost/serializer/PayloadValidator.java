package dev.roost.serializer;

/**
 * Checks what a client sent once it is decoded. An endpoint has one, see {@code
 * EndpointOptions.validator}; {@code dev.roost.validation} has that of Jakarta Validation.
 *
 * <p>Called by the channel that decodes: on the event loop, where it must not block, or on the
 * thread of a blocking channel. For any thread.
 */
@FunctionalInterface
public interface PayloadValidator {
  /** Accepts everything. */
  PayloadValidator NONE = value -> {};

  /**
   * Checks a decoded payload.
   *
   * @throws InvalidPayloadException if the client must send something else
   */
  void validate(Object value);
}

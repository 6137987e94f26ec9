package dev.roost.serializer;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a message of a client, Phoenix's {@code Phoenix.Socket.Reply}. On the wire it is a
 * {@code phx_reply} whose payload holds {@code status} and {@code response}.
 *
 * @param joinRef the ref of the join that the answered message belongs to, or null
 * @param ref the ref of the answered message, or null if it had none
 * @param topic the topic of the answered message
 * @param status {@code ok}, {@code error}, or any other word that the client waits for
 * @param response any JSON value, or binary
 * @param isTopicString false if the client wrote another JSON value where the topic belongs, which
 *     it then gets back as it wrote it
 */
public record ReplyMessage(
    @Nullable Ref joinRef,
    @Nullable Ref ref,
    String topic,
    String status,
    Payload response,
    boolean isTopicString) {

  /** A reply whose topic is a string. */
  public ReplyMessage(
      @Nullable Ref joinRef, @Nullable Ref ref, String topic, String status, Payload response) {
    this(joinRef, ref, topic, status, response, true);
  }
}

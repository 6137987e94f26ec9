package dev.roost.rooms.messages;

/**
 * A stored message.
 *
 * @param isNew whether it was stored now; a client that is not sure sends a message again
 */
public record Added<M>(M message, boolean isNew) {}

package dev.roost.rooms.access;

/** The room that an invite led to, and the role in it. */
public record Accepted(Room room, Role role) {}

package dev.roost.rooms.access;

/** A room, for a person who may open it. */
public record OpenedRoom(RoomText text, Access access) {}

package dev.roost.rooms.access;

/** A room as somebody finds it who may open it. */
public record OpenedRoom(RoomText text, Access access) {}

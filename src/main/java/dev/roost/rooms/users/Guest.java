package dev.roost.rooms.users;

/** Somebody without an account, by the name that they gave. They may chat, and nothing else. */
public record Guest(String name) {}

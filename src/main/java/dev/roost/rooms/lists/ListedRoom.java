package dev.roost.rooms.lists;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A room in a list, with the people who are there now. */
public record ListedRoom<T>(@JsonUnwrapped T room, @JsonUnwrapped PeopleHere here) {}

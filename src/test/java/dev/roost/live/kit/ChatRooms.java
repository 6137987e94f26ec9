package dev.roost.live.kit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages of the rooms. Thread-safe. */
final class ChatRooms {
  private final Map<String, List<Message>> rooms = new HashMap<>();

  /** A message; ids count from 1 in each room. */
  record Message(int id, String author, String text) {}

  synchronized List<Message> messages(String room) {
    return List.copyOf(rooms.getOrDefault(room, List.of()));
  }

  synchronized Message add(String room, String author, String text) {
    List<Message> messages = rooms.computeIfAbsent(room, none -> new ArrayList<>());
    Message message = new Message(messages.size() + 1, author, text);
    messages.add(message);
    return message;
  }
}

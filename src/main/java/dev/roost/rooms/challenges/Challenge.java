package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A challenge and what has become of it.
 *
 * @param prompt what is to be solved
 * @param response the text that all edit
 * @param language the language of the response; told by events of its own
 */
public record Challenge(
    long id,
    String title,
    String prompt,
    String response,
    @JsonIgnore Language language,
    Chat chat) {

  Challenge withResponse(String newResponse) {
    return new Challenge(id, title, prompt, newResponse, language, chat);
  }

  Challenge withLanguage(Language newLanguage) {
    return new Challenge(id, title, prompt, response, newLanguage, chat);
  }

  Challenge withChat(Chat newChat) {
    return new Challenge(id, title, prompt, response, language, newChat);
  }
}

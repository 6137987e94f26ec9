package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.roost.rooms.documents.Document;

/**
 * A challenge and what has become of it.
 *
 * @param prompt the task
 * @param response the text that all edit
 * @param language the language of the response
 * @param version how many changes the response has seen
 */
public record Challenge(
    long id,
    String title,
    String prompt,
    Language language,
    String response,
    @JsonIgnore long version,
    ChallengeChat chat) {

  Challenge withResponse(Document document) {
    return new Challenge(id, title, prompt, language, document.text(), document.version(), chat);
  }

  /** The challenge for clients that have the response already. */
  Challenge withoutResponse() {
    return new Challenge(id, title, prompt, language, "", version, chat);
  }

  Challenge withLanguage(Language newLanguage) {
    return new Challenge(id, title, prompt, newLanguage, response, version, chat);
  }

  Challenge withChat(ChallengeChat newChat) {
    return new Challenge(id, title, prompt, language, response, version, newChat);
  }

  Document document() {
    return new Document(version, response);
  }
}

package dev.roost.rooms.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.config.Settings;
import java.util.List;

/**
 * The settings that clients need before sign-in.
 *
 * @param guests whether those without an account may chat
 * @param demoAccounts accounts to try the rooms with, on a developer's own server
 * @param maxResponseBytes how long the response of a challenge may be, in UTF-8
 * @param maxChatMessages how many messages a chat or room shows to who comes
 * @param maxMessageCharacters how long a chat message may be, in Unicode code points
 * @param awaySeconds how long a client may be silent before it is shown as away
 * @param maxRunOutputBytes what one run of a challenge's text may write, in UTF-8
 * @param maxRunSeconds how long the page lets one run take; with test cases, each case
 * @param maxCases how many test cases a challenge may have
 * @param maxCaseBytes the input, and the expected output, of one test case, in UTF-8
 * @param maxCasesSeconds how long the page lets a run of all test cases take
 * @param passwordResetByMail whether the server mails links that set a password
 */
public record PublicSettings(
    boolean guests,
    @JsonProperty("demo_accounts") List<DemoAccount> demoAccounts,
    @JsonProperty("max_response_bytes") int maxResponseBytes,
    @JsonProperty("max_chat_messages") int maxChatMessages,
    @JsonProperty("max_message_characters") int maxMessageCharacters,
    @JsonProperty("away_seconds") int awaySeconds,
    @JsonProperty("max_run_output_bytes") int maxRunOutputBytes,
    @JsonProperty("max_run_seconds") int maxRunSeconds,
    @JsonProperty("max_cases") int maxCases,
    @JsonProperty("max_case_bytes") int maxCaseBytes,
    @JsonProperty("max_cases_seconds") int maxCasesSeconds,
    @JsonProperty("password_reset_by_mail") boolean passwordResetByMail) {

  /** One of the accounts that an empty database gets, with the id that it has there. */
  public record DemoAccount(
      long id, String email, String password, @JsonProperty("first_name") String firstName) {}

  private static final List<DemoAccount> DEMO_ACCOUNTS =
      List.of(
          new DemoAccount(1, "moebi@email.com", "password", "Moebi"),
          new DemoAccount(2, "ann@email.com", "password", "Ann"),
          new DemoAccount(3, "bob@email.com", "password", "Bob"));

  /** The public part of the settings. */
  public static PublicSettings of(Settings settings) {
    boolean demo = settings.developmentTokens() && settings.database().demoAccounts();
    return new PublicSettings(
        settings.guests(),
        demo ? DEMO_ACCOUNTS : List.of(),
        settings.rooms().maxResponseBytes(),
        settings.rooms().maxChatMessages(),
        settings.rooms().maxMessageCharacters(),
        settings.rooms().awaySeconds(),
        settings.rooms().maxRunOutputBytes(),
        settings.rooms().maxRunSeconds(),
        settings.rooms().maxCases(),
        settings.rooms().maxCaseBytes(),
        settings.rooms().maxCasesSeconds(),
        settings.mail().isPresent());
  }
}

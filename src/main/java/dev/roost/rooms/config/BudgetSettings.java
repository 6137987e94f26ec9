package dev.roost.rooms.config;

/**
 * The limits of one account, so that it cannot fill the disk and the lists. A rate is also what may
 * be done at once after a quiet time. 0 stands for any number.
 *
 * @param messagesPerMinute chat messages, of all rooms together
 * @param editsPerSecond changes of responses and languages
 * @param creationsPerHour challenges and chats
 * @param newRoomsPerHour rooms without a message in which it writes the first
 * @param storedBytesPerHour bytes of messages, changes and prompts
 * @param guestMessagesPerMinute as messagesPerMinute, of all guests of one address
 * @param guestNewRoomsPerHour as newRoomsPerHour, of all guests of one address
 * @param guestStoredBytesPerHour as storedBytesPerHour, of all guests of one address
 * @param accountsPerAddress the budget of one address, as a multiple of an account's
 * @param challengesPerAccount how many challenges of one account there may be
 * @param chatsPerAccount how many chats of one account there may be
 * @param pointersPerMinute lines of texts that it points out to a room
 */
public record BudgetSettings(
    int messagesPerMinute,
    int editsPerSecond,
    int creationsPerHour,
    int newRoomsPerHour,
    int storedBytesPerHour,
    int guestMessagesPerMinute,
    int guestNewRoomsPerHour,
    int guestStoredBytesPerHour,
    int accountsPerAddress,
    int challengesPerAccount,
    int chatsPerAccount,
    int pointersPerMinute) {

  /** Without any limit. */
  public static final BudgetSettings UNLIMITED =
      new BudgetSettings(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

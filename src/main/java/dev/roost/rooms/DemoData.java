package dev.roost.rooms;

import dev.roost.rooms.challenges.Challenge;
import dev.roost.rooms.challenges.Chat;
import dev.roost.rooms.challenges.Language;
import dev.roost.rooms.users.User;
import java.util.List;

/** Some users and challenges to begin with. */
final class DemoData {
  static final List<User> USERS =
      List.of(
          new User(1, "Moebi", "Moebius", "moebi@email.com"),
          new User(2, "Ann", "Archer", "ann@email.com"),
          new User(3, "Bob", "Baker", "bob@email.com"));

  static final List<Challenge> CHALLENGES =
      List.of(
          challenge(
              1,
              "Multiples of 3 and 5",
              "If we list all the natural numbers below 10 that are multiples of 3 or 5, we get 3, 5,"
                  + " 6 and 9. The sum of these multiples is 23. Find the sum of all the multiples"
                  + " of 3 or 5 below 1000."),
          challenge(
              2,
              "Fibonacci Numbers",
              "Each new term of the Fibonacci sequence is the sum of the two before it: 1, 2, 3, 5,"
                  + " 8, 13, 21, 34, 55, 89, and so on. Find the sum of the even terms that do not"
                  + " exceed four million."),
          challenge(
              3,
              "Largest Prime Factor",
              "The prime factors of 13195 are 5, 7, 13 and 29. What is the largest prime factor of"
                  + " the number 600851475143?"));

  private DemoData() {}

  private static Challenge challenge(long id, String title, String prompt) {
    return new Challenge(id, title, prompt, "", Language.RUBY, new Chat(id, id, List.of()));
  }
}

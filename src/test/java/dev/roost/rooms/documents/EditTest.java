package dev.roost.rooms.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EditTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Document DOCUMENT = new Document(5, "a😀");

  @Test
  void appliesChangesInOrder() throws Exception {
    Edited edited =
        new Edit.Changes(5, List.of(update("[1,[2]]"), update("[1,[0,\"b\",\"\"]]")), false)
            .applyTo(DOCUMENT, new RecentUpdates(5), 100);

    assertThat(edited.version()).isEqualTo(5);
    assertThat(edited.after()).isEqualTo(new Document(7, "ab\n"));
  }

  @Test
  void refusesChangesOfAnotherVersion() throws Exception {
    for (long version : new long[] {4, 6}) {
      assertThat(refusal(new Edit.Changes(version, List.of(update("[3]")), true), 100))
          .isEqualTo(Map.of("reason", "stale", "version", 5L));
    }
  }

  @Test
  void rebasesAChangeOfAnEarlierVersion() throws Exception {
    RecentUpdates recent = new RecentUpdates(5);
    Edited first =
        new Edit.Changes(5, List.of(updateOf("ann", "[[0,\"<\"],3,[0,\">\"]]")), true)
            .applyTo(DOCUMENT, recent, 100);
    recent.add(first);

    Edited second =
        new Edit.Changes(5, List.of(updateOf("bob", "[3,[0,\"!\"]]")), true)
            .applyTo(first.after(), recent, 100);

    assertThat(second.version()).isEqualTo(6);
    assertThat(second.after()).isEqualTo(new Document(7, "<a😀>!"));
    assertThat(second.updates()).containsExactly(updateOf("bob", "[5,[0,\"!\"]]"));
  }

  @Test
  void refusesToRebase() throws Exception {
    RecentUpdates recent = new RecentUpdates(5);
    Update before = updateOf("ann", "[[0,\"x\"],3]");
    Document after =
        new Edit.Changes(5, List.of(before), true).applyTo(DOCUMENT, recent, 100).after();
    recent.add(new Edited(5, List.of(before), after));
    Update update = updateOf("bob", "[3,[0,\"!\"]]");
    String longer = "[3" + ",[0,\"!\"]".repeat(200) + "]";

    for (Edit edit :
        List.of(
            new Edit.Changes(5, List.of(update), false),
            new Edit.Changes(5, List.of(update, update), true),
            new Edit.Changes(5, List.of(before), true),
            new Edit.Changes(5, List.of(updateOf("bob", longer)), true),
            new Edit.Changes(4, List.of(update), true),
            new Edit.Changes(7, List.of(update), true))) {
      assertThat(
              catchThrowableOfType(
                      EditRefusedException.class, () -> edit.applyTo(after, recent, 1_000))
                  .reply())
          .isEqualTo(Map.of("reason", "stale", "version", 6L));
    }
    assertThat(
            catchThrowableOfType(
                    EditRefusedException.class,
                    () ->
                        new Edit.Changes(5, List.of(updateOf("bob", "[4]")), true)
                            .applyTo(after, recent, 100))
                .reply())
        .isEqualTo(Map.of("reason", "invalid"));
  }

  @Test
  void keepsFewRecentUpdates() throws Exception {
    RecentUpdates recent = new RecentUpdates(0);
    Document document = new Document(0, "");
    for (int i = 0; i < 300; i++) {
      String changes = i == 0 ? "[[0,\"x\"]]" : "[" + i + ",[0,\"x\"]]";
      Edited edited =
          new Edit.Changes(i, List.of(update(changes)), true).applyTo(document, recent, 1_000);
      recent.add(edited);
      document = edited.after();
    }

    assertThat(recent.since(300)).hasValue(List.of());
    assertThat(recent.since(100).orElseThrow()).hasSize(200);
    assertThat(recent.since(99)).isEmpty();
    String text = "y".repeat(65_537);
    Edited large =
        new Edit.Changes(300, List.of(update("[300,[0,\"" + text + "\"]]")), true)
            .applyTo(document, recent, 100_000);
    recent.add(large);
    assertThat(recent.since(300)).isEmpty();
    assertThat(recent.since(301)).hasValue(List.of());
  }

  @Test
  void refusesAllIfOneDoesNotFit() throws Exception {
    assertThat(refusal(new Edit.Changes(5, List.of(update("[1,[2]]"), update("[3]")), true), 100))
        .isEqualTo(Map.of("reason", "invalid"));
  }

  @Test
  void refusesToSplitASurrogatePair() throws Exception {
    assertThat(refusal(new Edit.Changes(5, List.of(update("[2,[1]]")), true), 100))
        .isEqualTo(Map.of("reason", "invalid"));
  }

  @Test
  void boundsTheTextInBytes() throws Exception {
    Edit edit = new Edit.Changes(5, List.of(update("[3,[0,\"é\"]]")), true);

    assertThat(edit.applyTo(DOCUMENT, new RecentUpdates(5), 7).after().text()).isEqualTo("a😀é");
    assertThat(refusal(edit, 6)).isEqualTo(Map.of("reason", "too_large", "limit", 6));
    assertThat(refusal(new Edit.Replacement("1234567", 1), 6))
        .isEqualTo(Map.of("reason", "too_large", "limit", 6));
  }

  @Test
  void boundsTheCopiesOfALongText() throws Exception {
    String insert = "[[0,\"" + "x".repeat(1 << 20) + "\"]]";
    List<Update> updates = new ArrayList<>(List.of(update(insert)));
    updates.addAll(Collections.nCopies(499, update("[" + (1 << 20) + "]")));

    Edit many = new Edit.Changes(0, updates, false);
    assertThat(
            catchThrowableOfType(
                    EditRefusedException.class,
                    () -> many.applyTo(new Document(0, ""), new RecentUpdates(0), 1 << 20))
                .reply())
        .isEqualTo(Map.of("reason", "too_many", "limit", 5));
    Edit few = new Edit.Changes(0, updates.subList(0, 5), false);
    assertThat(few.applyTo(new Document(0, ""), new RecentUpdates(0), 1 << 20).updates())
        .hasSize(5);
  }

  private static Map<String, Object> refusal(Edit edit, int maxBytes) {
    return catchThrowableOfType(
            EditRefusedException.class,
            () -> edit.applyTo(DOCUMENT, new RecentUpdates(5), maxBytes))
        .reply();
  }

  private static Update updateOf(String clientId, String changes) throws Exception {
    return new Update(clientId, ChangeSet.of(JSON.readTree(changes)), 1);
  }

  private static Update update(String changes) throws Exception {
    return new Update("editor", ChangeSet.of(JSON.readTree(changes)), 1);
  }
}

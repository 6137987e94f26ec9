package dev.roost.rooms.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EditTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Document DOCUMENT = new Document(5, "a😀");

  @Test
  void appliesChangesInOrder() throws Exception {
    Edited edited =
        new Edit.Changes(5, List.of(update("[1,[2]]"), update("[1,[0,\"b\",\"\"]]")))
            .applyTo(DOCUMENT, 100);

    assertThat(edited.version()).isEqualTo(5);
    assertThat(edited.after()).isEqualTo(new Document(7, "ab\n"));
  }

  @Test
  void refusesChangesOfAnotherVersion() throws Exception {
    for (long version : new long[] {4, 6}) {
      assertThat(refusal(new Edit.Changes(version, List.of(update("[3]"))), 100))
          .isEqualTo(Map.of("reason", "stale", "version", 5L));
    }
  }

  @Test
  void refusesAllIfOneDoesNotFit() throws Exception {
    assertThat(refusal(new Edit.Changes(5, List.of(update("[1,[2]]"), update("[3]"))), 100))
        .isEqualTo(Map.of("reason", "invalid"));
  }

  @Test
  void refusesToSplitASurrogatePair() throws Exception {
    assertThat(refusal(new Edit.Changes(5, List.of(update("[2,[1]]"))), 100))
        .isEqualTo(Map.of("reason", "invalid"));
  }

  @Test
  void boundsTheTextInBytes() throws Exception {
    Edit edit = new Edit.Changes(5, List.of(update("[3,[0,\"é\"]]")));

    assertThat(edit.applyTo(DOCUMENT, 7).after().text()).isEqualTo("a😀é");
    assertThat(refusal(edit, 6)).isEqualTo(Map.of("reason", "too_large", "limit", 6));
    assertThat(refusal(new Edit.Replacement("1234567", 1), 6))
        .isEqualTo(Map.of("reason", "too_large", "limit", 6));
  }

  private static Map<String, Object> refusal(Edit edit, int maxBytes) {
    return catchThrowableOfType(EditRefusedException.class, () -> edit.applyTo(DOCUMENT, maxBytes))
        .reply();
  }

  private static Update update(String changes) throws Exception {
    return new Update("editor", ChangeSet.of(JSON.readTree(changes)), 1);
  }
}

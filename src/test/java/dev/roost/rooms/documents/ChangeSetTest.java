package dev.roost.rooms.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roost.node.NodeProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeSetTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VECTORS = 3_000;
  private static final int SEED = 20_261;

  @Test
  void appliesAndRebasesChangesLikeCodeMirror(@TempDir Path folder) throws Exception {
    List<String> lines =
        NodeProgram.start(
                folder.resolve("vectors"),
                "change-sets.mjs",
                String.valueOf(VECTORS),
                String.valueOf(SEED))
            .lines();

    assertThat(lines).hasSize(VECTORS);
    for (String line : lines) {
      JsonNode vector = JSON.readTree(line);
      ChangeSet changes = ChangeSet.of(vector.get("changes"));
      assertThat(changes.apply(vector.get("text").textValue()))
          .as(line)
          .isEqualTo(vector.get("after").textValue());
      assertThat(JSON.<JsonNode>valueToTree(changes)).as(line).isEqualTo(vector.get("changes"));
      ChangeSet other = ChangeSet.of(vector.get("other"));
      ChangeSet rebased = changes.rebase(other);
      assertThat(rebased.apply(other.apply(vector.get("text").textValue())))
          .as(line)
          .isEqualTo(vector.get("rebased").textValue());
      assertThat(ChangeSet.of(JSON.valueToTree(rebased))).as(line).isEqualTo(rebased);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0,0,[0],1,0,1,[0,\"\"],1] | [3]",
        "[1,1,[1],[1],2,2] | [2,[1],[1],4]",
        "[0,[0,\"a\"],0] | [[0,\"a\"]]",
        "[0] | []",
      })
  void leavesOutPartsThatDoNothing(String json, String changes) throws Exception {
    assertThat(JSON.writeValueAsString(ChangeSet.of(JSON.readTree(json)))).isEqualTo(changes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "3",
        "\"3\"",
        "[\"a\"]",
        "[null]",
        "[[]]",
        "[{}]",
        "[-1]",
        "[1.5]",
        "[1e999]",
        "[2147483648]",
        "[99999999999999999999]",
        "[[-1]]",
        "[[\"a\"]]",
        "[[1,2]]",
        "[[1,null]]",
        "[[1,[\"a\"]]]",
        "[[0,\"a\\nb\"]]",
        "[[0,\"a\\rb\"]]",
        "[[0,\"\\u0000\"]]",
        "[[0,\"\\ud83d\"]]",
        "[[0,\"\\ude00\",\"\\ud83d\"]]",
      })
  void refusesMalformedChanges(String json) {
    assertThatExceptionOfType(EditRefusedException.class)
        .isThrownBy(() -> ChangeSet.of(JSON.readTree(json)))
        .satisfies(refused -> assertThat(refused.reply()).containsEntry("reason", "invalid"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "[2]", "[4]", "[[4]]", "[2147483647,2147483647]", "[[2147483647],4]"})
  void refusesATextOfAnotherLength(String json) throws Exception {
    ChangeSet changes = ChangeSet.of(JSON.readTree(json));

    assertThatExceptionOfType(EditRefusedException.class).isThrownBy(() -> changes.apply("abc"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "'' | '' | []",
        "abc | abc | [3]",
        "'' | 'a\nb' | '[[0, a, b]]'",
        "abc | '' | '[[3]]'",
        "abc | axc | '[1, [1, x], 1]'",
        "aa | aaa | '[2, [0, a]]'",
        "aaa | aa | '[2, [1]]'",
        "a😀b | a😁b | '[1, [2, 😁], 1]'",
        "😀 | 😀😀 | '[2, [0, 😀]]'",
      })
  void findsTheSmallestReplacement(String before, String after, String changes) {
    assertThat(ChangeSet.between(before, after)).hasToString(changes);
  }
}

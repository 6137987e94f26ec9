package dev.roost.rooms.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChangeSetProperties {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property
  void differenceTransformsOneTextIntoTheOther(
      @ForAll("texts") String before, @ForAll("texts") String after) throws Exception {
    ChangeSet changes = ChangeSet.between(before, after);

    assertThat(changes.apply(before)).isEqualTo(after);
    assertThat(ChangeSet.of(JSON.valueToTree(changes))).isEqualTo(changes);
  }

  @Property
  void byteCountEqualsJavasUtf8(@ForAll("texts") String text) {
    assertThat(DocumentText.utf8Length(text))
        .isEqualTo(text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
  }

  @Property
  void replacementIsValidUnicodeOrRefused(@ForAll("texts") String before, @ForAll String after)
      throws Exception {
    Document document = new Document(3, before);
    try {
      Edited edited =
          new Edit.Replacement(after, 7).applyTo(document, new RecentUpdates(3), Integer.MAX_VALUE);

      assertThat(edited.after().text()).isEqualTo(DocumentText.withLineFeeds(after));
      assertThat(DocumentText.isClean(edited.after().text())).isTrue();
    } catch (EditRefusedException refused) {
      assertThat(DocumentText.utf8Length(after)).isNegative();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "\n", "é", "😀", "😁", "𝄞", "€")
        .list()
        .ofMaxSize(12)
        .map(pieces -> String.join("", pieces));
  }
}

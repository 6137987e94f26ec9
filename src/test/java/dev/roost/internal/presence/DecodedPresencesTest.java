package dev.roost.internal.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.presence.Present;
import dev.roost.serializer.InvalidPayloadException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Presences with decoded metas. */
class DecodedPresencesTest {
  private static final Entry ANN = entry("ann", "1", false);
  private static final Entry BOB = entry("bob", "2", false);

  record Typing(boolean typing) {}

  record Other(int typing) {}

  private static Entry entry(String key, String ref, boolean typing) {
    return new Entry("t", key, ref, "{\"typing\":%s,\"phx_ref\":\"%s\"}".formatted(typing, ref));
  }

  @Test
  void presencesAreSortedByKeyWithMetasInOrder() {
    PresenceState both = PresenceState.NONE.with(BOB).with(ANN).with(entry("ann", "3", true));

    assertThat(both.all(Typing.class))
        .containsExactly(
            new Present<>("ann", List.of(new Typing(false), new Typing(true))),
            new Present<>("bob", List.of(new Typing(false))));
    assertThat(both.all(Typing.class).get(0).last()).isEqualTo(new Typing(true));
  }

  @Test
  void metasAreDecodedOnce() {
    PresenceState both = PresenceState.NONE.with(BOB).with(ANN);

    assertThat(both.all(Typing.class)).isSameAs(both.all(Typing.class));
  }

  @Test
  void unchangedPresenceStaysTheSameObject() {
    PresenceState before = PresenceState.NONE.with(BOB).with(ANN);
    List<Present<Typing>> then = before.all(Typing.class);

    List<Present<Typing>> now = before.without(ANN).with(entry("ann", "3", true)).all(Typing.class);

    assertThat(now.get(1)).isSameAs(then.get(1));
    assertThat(now.get(0).metas()).containsExactly(new Typing(true));
    assertThat(before.all(Typing.class)).isEqualTo(then);
  }

  @Test
  void removedPresenceIsAbsent() {
    PresenceState both = PresenceState.NONE.with(BOB).with(ANN);
    both.all(Typing.class);

    assertThat(both.without(BOB).all(Typing.class)).extracting(Present::key).containsExactly("ann");
    assertThat(both.without(BOB).without(ANN).all(Typing.class)).isEmpty();
  }

  @Test
  void eachTypeIsDecodedSeparately() {
    PresenceState one = PresenceState.NONE.with(new Entry("t", "ann", "1", "{\"typing\":1}"));

    assertThat(one.all(Other.class).get(0).last()).isEqualTo(new Other(1));
    assertThatThrownBy(() -> one.all(Integer.class)).isInstanceOf(InvalidPayloadException.class);
    assertThat(one.all(Other.class).get(0).last()).isEqualTo(new Other(1));
  }
}

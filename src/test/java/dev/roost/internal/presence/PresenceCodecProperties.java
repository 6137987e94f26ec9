package dev.roost.internal.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.pubsub.PeerGarbage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** The encoding of presence changes between nodes. */
class PresenceCodecProperties {

  @Provide
  Arbitrary<Entry> entries() {
    Arbitrary<String> texts =
        Arbitraries.strings()
            .all()
            .ofMaxLength(20)
            .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    return Combinators.combine(texts, texts, texts, texts).as(Entry::new);
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return Arbitraries.oneOf(
            entries().<Change>map(Change.Added::new),
            entries().<Change>map(Change.Removed::new),
            Combinators.combine(entries(), entries()).<Change>as(Change.Updated::new))
        .list()
        .ofMaxSize(10);
  }

  @Property(tries = 300)
  void decodingRestoresChanges(@ForAll long number, @ForAll("changes") List<Change> changes) {
    ChangeCodec.Numbered arrived = ChangeCodec.decode(ChangeCodec.encode(number, changes));
    assertThat(arrived.number()).isEqualTo(number);
    assertThat(arrived.changes()).isEqualTo(changes);
  }

  @Property(tries = 1_000)
  void garbageIsRefusedOrDecoded(@ForAll @Size(max = 60) byte[] garbage) {
    PeerGarbage.refusedOrRead(() -> ChangeCodec.decode(Buffer.buffer(garbage)));
  }

  @Property(tries = 1_000)
  void corruptChangesAreRefusedOrRead(
      @ForAll("changes") List<Change> changes,
      @ForAll int position,
      @ForAll byte spoilt,
      @ForAll int length) {
    Buffer bytes = ChangeCodec.encode(1, changes);
    bytes.setByte(Math.floorMod(position, bytes.length()), spoilt);
    PeerGarbage.refusedOrRead(() -> ChangeCodec.decode(bytes));
    PeerGarbage.refusedOrRead(
        () -> ChangeCodec.decode(bytes.slice(0, Math.floorMod(length, bytes.length()))));
  }
}

package dev.roost.serializer;

import static dev.roost.serializer.JsonTexts.quote;
import static dev.roost.serializer.Wire.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;

/** Strings with lone surrogates, which are invalid Unicode. They must not affect other clients. */
class SurrogateProperties {
  private final Wire wire = new Wire();

  @AfterTry
  void checkLeaks() {
    wire.assertNothingLeaked();
  }

  @Provide
  Arbitrary<String> anything() {
    Arbitrary<Character> unit =
        Arbitraries.oneOf(
            Arbitraries.of('a', '"', '\\', '\0', '\n', '\u007f', '\u2028', '\ufffe'),
            Arbitraries.chars().range('\ud800', '\udfff'),
            Arbitraries.chars());
    return unit.list()
        .ofMaxSize(6)
        .map(
            units -> {
              StringBuilder all = new StringBuilder();
              units.forEach(all::append);
              return all.toString();
            });
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void clientsStringIsRefusedOrEchoedAsUtf8(@ForAll("anything") String value) {
    String quoted = quote(value);
    Message message;
    try {
      message =
          wire.v2.decodeText(
              utf8("[" + quoted + "," + quoted + "," + quoted + "," + quoted + ",{}]"));
    } catch (DecodeException refused) {
      return;
    }
    assertUtf8(() -> wire.v2.encode(message));
    assertUtf8(() -> wire.v1.encode(message));
    assertUtf8(
        () ->
            wire.v2.encode(
                new ReplyMessage(
                    message.joinRef(), message.ref(), value, "ok", message.payload())));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void serversStringIsSentAsUtf8(@ForAll("anything") String value) {
    assertUtf8(() -> wire.v2.fastlane(new Broadcast(value, value, Payload.EMPTY)));
    assertUtf8(() -> wire.v1.fastlane(new Broadcast(value, value, Payload.EMPTY)));
    Payload binary = Payload.binary(new byte[0]);
    assertUtf8(() -> wire.v2.fastlane(new Broadcast(value, value, binary)));
    assertUtf8(
        () -> wire.v2.encode(new Message(Ref.of(value), Ref.of(value), value, value, binary)));
  }

  private static void assertUtf8(Supplier<Frame> encoding) {
    assertThat(Wire.strictText(Wire.content(encoding.get()))).isNotEmpty();
  }
}

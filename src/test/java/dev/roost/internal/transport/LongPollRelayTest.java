package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.LongPollOptions;
import dev.roost.internal.transport.LongPollTokens.Token;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Requests between nodes, without a network. */
class LongPollRelayTest {
  private static final long HERE = 1;
  private static final long THERE = 2;
  private static final Token REMOTE = new Token(THERE, UUID.randomUUID());

  /** Passes requests to the registered handler, or fails. */
  private static final class Wires implements LongPollNodes {
    private final List<Buffer> questions = new ArrayList<>();
    private Future<Buffer> answer = Future.failedFuture("nobody there");
    private Function<Buffer, Future<Buffer>> answerer = question -> answer;

    @Override
    public long self() {
      return HERE;
    }

    @Override
    public Future<Buffer> ask(long node, String mount, Buffer question, long timeoutMillis) {
      assertThat(node).isEqualTo(THERE);
      assertThat(timeoutMillis).isEqualTo(12_000);
      questions.add(question);
      return answer;
    }

    @Override
    public void answer(String mount, Function<Buffer, Future<Buffer>> by) {
      answerer = by;
    }
  }

  private final Wires wires = new Wires();
  private final LongPollOptions options = new LongPollOptions();
  private final LongPollRelay relay =
      new LongPollRelay("/socket", new LongPollSessions(options), wires, options);

  @Test
  void sessionsOfANodeWithoutAResponseAreGone() {
    assertThat(relay.poll(REMOTE, 7).result()).isEqualTo(LongPollAnswer.GONE);
    assertThat(relay.post(REMOTE, true, Buffer.buffer("[]")).result())
        .isEqualTo(LongPollAnswer.GONE);
    relay.abandon(REMOTE, 7);
    assertThat(wires.questions).hasSize(3);
  }

  @Test
  void responseOfTheOtherNodeIsReturned() {
    wires.answer =
        Future.succeededFuture(Buffer.buffer().appendShort((short) 200).appendString("[\"é\"]"));
    LongPollAnswer answer = relay.poll(REMOTE, 7).result();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.messages().toString()).isEqualTo("[\"é\"]");
  }

  @Test
  void malformedResponseMeansGone() {
    wires.answer = Future.succeededFuture(Buffer.buffer());
    assertThat(relay.poll(REMOTE, 7).result()).isEqualTo(LongPollAnswer.GONE);
  }

  @Test
  void requestsForUnknownSessionsAreAnswered() {
    relay.poll(REMOTE, 7);
    relay.post(REMOTE, false, Buffer.buffer("x"));
    for (Buffer question : wires.questions) {
      assertThat(wires.answerer.apply(question).result())
          .isEqualTo(Buffer.buffer().appendShort((short) 410).appendString("[]"));
    }
  }

  @Test
  void localSessionsAreNotRelayed() {
    Token here = new Token(HERE, UUID.randomUUID());
    assertThat(relay.poll(here, 7).result()).isEqualTo(LongPollAnswer.GONE);
    assertThat(relay.post(here, true, Buffer.buffer()).result()).isEqualTo(LongPollAnswer.GONE);
    assertThat(wires.questions).isEmpty();
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
  }

  @Property(tries = 300)
  void garbageFailsOrIsAnswered(@ForAll("bytes") byte[] garbage) {
    try {
      assertThat(wires.answerer.apply(Buffer.buffer(garbage)).isComplete()).isTrue();
    } catch (IndexOutOfBoundsException tooShort) {
      // The requesting node gets the failure.
      assertThat(garbage.length).isLessThan(25);
    }
  }
}

package dev.roost.internal.endpoint;

import dev.roost.cluster.NodeId;
import dev.roost.internal.pubsub.Cluster;
import dev.roost.internal.transport.LongPollNodes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;

/** Long-poll requests on their way through the cluster. */
record ClusteredLongPoll(Cluster cluster) implements LongPollNodes {
  private static final String SUBJECT = "longpoll";

  @Override
  public long self() {
    return cluster.self().value();
  }

  @Override
  public Future<Buffer> ask(long node, String mount, Buffer question, long timeoutMillis) {
    return cluster.ask(new NodeId(node), SUBJECT + mount, question, timeoutMillis);
  }

  @Override
  public void answer(String mount, Function<Buffer, Future<Buffer>> answerer) {
    cluster.answer(SUBJECT + mount, answerer);
  }
}

package dev.roost.benchmark.blocking;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.channel.BlockingChannel;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Serves three channels: {@code plain:*} and {@code blocking:*} answer at once, {@code sleep:*}
 * after 50 ms, as with JDBC. Each line of {@code collect} or {@code figures} on the standard input
 * is answered with a line of {@link Figures}; the end of the input ends the server.
 */
public final class BlockingServer {
  private static final long SLEEP_MILLIS = 50;

  /** Replies with the message's payload. */
  private static final class Plain extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      push.ok(push.payload());
    }
  }

  /** The same on a blocking channel. */
  private static class Blocking extends BlockingChannel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      push.ok(push.payload());
    }
  }

  /** Blocks before each reply, like a database query. */
  private static final class Sleeping extends Blocking {
    Sleeping() {
      on(
          "work",
          push -> {
            Thread.sleep(SLEEP_MILLIS);
            push.ok(push.payload());
          });
    }
  }

  private BlockingServer() {}

  /**
   * Starts the server.
   *
   * @param args the size of the pool of threads that block, before JDK 21
   */
  public static void main(String[] args) throws Exception {
    EndpointOptions options = new EndpointOptions().blockingThreads(Integer.parseInt(args[0]));
    Endpoint.create(Vertx.vertx(), options)
        .socket(
            "/socket",
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .log(null)
                    .channel("plain:*", Plain::new)
                    .channel("blocking:*", Blocking::new)
                    .channel("sleep:*", Sleeping::new))
        .listen(new HttpServerOptions().setHost("127.0.0.1").setPort(0), router -> {})
        .onSuccess(server -> System.out.println("port " + server.port()))
        .onFailure(failure -> Runtime.getRuntime().halt(1));
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      if (line.equals("collect")) {
        System.gc();
      }
      System.out.println(Figures.ofThisProcess().toLine());
    }
    Runtime.getRuntime().halt(0);
  }
}

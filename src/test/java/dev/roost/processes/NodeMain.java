package dev.roost.processes;

import dev.roost.conformance.ConformanceServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.List;

/**
 * The conformance server with a Unix domain socket for clients outside of its network namespace: a
 * file is visible in all namespaces. The program forwards bytes between that socket and the
 * server's port.
 */
public final class NodeMain {
  private NodeMain() {}

  /**
   * Starts the server.
   *
   * @param args those of {@link ConformanceServer}, and {@code --door PATH}
   */
  public static void main(String[] args) {
    List<String> given = List.of(args);
    String host = given.get(given.indexOf("--host") + 1);
    int port = Integer.parseInt(given.get(given.indexOf("--port") + 1));
    String door = given.get(given.indexOf("--door") + 1);
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    NetClient client = vertx.createNetClient();
    SocketAddress server = SocketAddress.inetSocketAddress(port, host);
    vertx
        .createNetServer()
        .connectHandler(
            outside -> {
              outside.exceptionHandler(lost -> {}).pause();
              client
                  .connect(server)
                  .onFailure(refused -> outside.close())
                  .onSuccess(inside -> carry(outside, inside));
            })
        .listen(SocketAddress.domainSocketAddress(door))
        .onFailure(
            failure -> {
              System.err.println("no door: " + failure);
              Runtime.getRuntime().halt(1);
            });
    ConformanceServer.main(args);
  }

  private static void carry(NetSocket outside, NetSocket inside) {
    inside.exceptionHandler(lost -> {});
    outside.pipeTo(inside);
    inside.pipeTo(outside);
  }
}

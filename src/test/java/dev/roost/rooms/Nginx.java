package dev.roost.rooms;

import dev.roost.cluster.Certificates;
import dev.roost.internal.pubsub.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real nginx with {@code config/nginx/roost.conf}. Only ports, paths and addresses are changed:
 * once unchanged otherwise, and once with the prefix stripped.
 */
final class Nginx implements AutoCloseable {
  private static final Path CONFIGURATION = Path.of("config/nginx/roost.conf");
  private static final String PROGRAM = "/usr/sbin/nginx";
  private static final long TIMEOUT_MILLIS = 20_000;

  private final Path folder;
  private final int port = FreePorts.next();
  private final int strippingPort = FreePorts.next();
  private @Nullable Process process;

  Nginx(Path folder) {
    this.folder = folder;
  }

  static boolean isInstalled() {
    return Files.isExecutable(Path.of(PROGRAM));
  }

  /** The port that forwards the prefix to the servers. */
  int port() {
    return port;
  }

  /** The port that strips the prefix. */
  int strippingPort() {
    return strippingPort;
  }

  /** Starts nginx in front of two servers and waits until it listens. */
  void start(int first, int second) throws Exception {
    Files.createDirectories(folder);
    new Certificates(folder);
    String roost =
        replaceAll(
            Files.readString(CONFIGURATION),
            "127.0.0.1:4000",
            "127.0.0.1:" + first,
            "127.0.0.1:4001",
            "127.0.0.1:" + second,
            "/etc/nginx/tls/",
            folder + "/",
            "listen 443 ssl;",
            "listen 127.0.0.1:" + port + " ssl;",
            "server_name app.example;",
            "server_name 127.0.0.1;");
    String stripping =
        replaceAll(
            roost,
            "proxy_pass http://roost;",
            "proxy_pass http://stripping/;",
            "upstream roost {",
            "upstream stripping {",
            "$roost_connection",
            "$stripping_connection",
            "127.0.0.1:" + port + " ssl;",
            "127.0.0.1:" + strippingPort + " ssl;");
    Path main = folder.resolve("nginx.conf");
    Files.writeString(
        main,
        """
        daemon off;
        user root;
        worker_processes 1;
        pid %1$s/nginx.pid;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          %2$s
          %3$s
        }
        """
            .formatted(folder, roost, stripping));
    Process started =
        new ProcessBuilder(
                List.of(
                    PROGRAM,
                    "-p",
                    folder.toString(),
                    "-e",
                    log().toString(),
                    "-c",
                    main.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    process = started;
    await(started);
  }

  private static String replaceAll(String text, String... pairs) {
    String replaced = text;
    for (int i = 0; i < pairs.length; i += 2) {
      if (!replaced.contains(pairs[i])) {
        throw new AssertionError("there is no \"" + pairs[i] + "\" in " + CONFIGURATION);
      }
      replaced = replaced.replace(pairs[i], pairs[i + 1]);
    }
    return replaced;
  }

  private void await(Process started) throws Exception {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
    while (!listens()) {
      if (!started.isAlive() || System.nanoTime() > end) {
        throw new IOException("nginx does not listen:\n" + logged());
      }
      started.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The errors that it logged. */
  List<String> errors() throws IOException {
    try (Stream<String> lines = logged().lines()) {
      return lines.filter(line -> line.matches(".*\\[(error|crit|alert|emerg)].*")).toList();
    }
  }

  private String logged() throws IOException {
    String log = Files.exists(log()) ? Files.readString(log()) : "";
    return log + Files.readString(folder.resolve("output"));
  }

  private Path log() {
    return folder.resolve("error.log");
  }

  @Override
  public void close() {
    if (process != null) {
      // The signal for a fast stop, which the master forwards to its workers.
      process.destroy();
      process.onExit().orTimeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).join();
    }
  }
}

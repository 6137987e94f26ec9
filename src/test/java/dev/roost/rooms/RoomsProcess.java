package dev.roost.rooms;

import dev.roost.auth.SignedTokens;
import dev.roost.internal.pubsub.FreePorts;
import dev.roost.processes.ShortLivedJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server in development mode as a separate process. It keeps its port across restarts. */
public final class RoomsProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 30;

  private final int port = FreePorts.next();
  private final Path folder;
  private final Path data;
  private final Map<String, String> environment;
  private @Nullable Process process;

  /** Does not start the process. */
  public RoomsProcess(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.environment = Map.copyOf(environment);
  }

  /** The environment of a cluster's server, by its ports. */
  public static Map<String, String> cluster(List<Integer> ports, int index) {
    return Map.of(
        "ROOST_CLUSTER_ENABLED",
        "true",
        "ROOST_CLUSTER_NAME",
        "test-" + ports.get(0),
        "ROOST_CLUSTER_PORT",
        String.valueOf(ports.get(index)),
        "ROOST_CLUSTER_MEMBERS",
        String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList()));
  }

  public int port() {
    return port;
  }

  /** The data directory. */
  public Path data() {
    return data;
  }

  /** Starts it and waits until it is ready. */
  public void start() throws IOException {
    Files.createDirectories(folder);
    List<String> command = ShortLivedJava.command();
    command.addAll(List.of("-Xmx256m", "-cp", ShortLivedJava.classPath(), Main.class.getName()));
    command.addAll(List.of("--dev", "--port", String.valueOf(port), "--data", data.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().put("ROOST_JWT_SECRET", SignedTokens.SECRET);
    // Tests need no slow password hash.
    builder.environment().put("ROOST_SIGN_IN_HASH_ITERATIONS", "1000");
    builder.environment().put("ROOST_SERVER_WARM_UP_MILLIS", "0");
    builder.environment().putAll(environment);
    Process started = builder.start();
    process = started;
    BufferedReader output = started.inputReader();
    String line = output.readLine();
    if (line == null || !line.startsWith("Roost listens on ")) {
      throw new IOException("it does not serve: " + line + "\n" + Files.readString(log()));
    }
  }

  /** Kills it with SIGKILL, like a power failure. */
  public void kill() throws IOException, InterruptedException {
    end("-KILL");
  }

  /** Stops it with SIGTERM. */
  public void stop() throws IOException, InterruptedException {
    end("-TERM");
  }

  private void end(String signal) throws IOException, InterruptedException {
    Process running = process;
    if (running == null) {
      throw new IOException("it does not run");
    }
    new ProcessBuilder("kill", signal, String.valueOf(running.pid())).start().waitFor();
    if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("it has not ended after " + STOP_SECONDS + " s");
    }
    process = null;
  }

  /** The errors that it has logged. */
  List<String> errors() throws IOException {
    return Files.readAllLines(log()).stream().filter(line -> line.contains("ERROR")).toList();
  }

  private Path log() {
    return folder.resolve("log");
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}

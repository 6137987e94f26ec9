package dev.roost.internal.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.HttpLimits;
import dev.roost.processes.ShortLivedJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server without free file descriptors logs it once and recovers. */
@Timeout(90)
@EnabledOnOs(OS.LINUX)
class FileDescriptorsTest {
  private static final int DESCRIPTORS = 256;
  private static final String READY = "ready on port ";

  /** The server, in its own process. */
  static final class Server {
    private Server() {}

    /** Serves until its input ends. */
    public static void main(String[] args) throws Exception {
      try (GuardedServer server = GuardedServer.with(new HttpLimits())) {
        // The first request loads classes, which needs descriptors, too.
        try (RawHttp client = server.connect().get("/hello")) {
          client.response();
        }
        System.out.println(READY + server.port());
        while (System.in.read() >= 0) {
          // Not yet.
        }
      }
    }
  }

  @Test
  void exhaustedDescriptorsAreLoggedOnceAndTheServerRecovers() throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", "-c", "ulimit -n " + DESCRIPTORS + " && exec \"$0\" \"$@\""));
    command.addAll(ShortLivedJava.command());
    // The tests' logging configuration writes to a file.
    command.addAll(List.of("-Xmx128m", "-Dlogback.configurationFile=logback.xml"));
    command.addAll(List.of("-cp", ShortLivedJava.classPath(), Server.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int port = Integer.parseInt(readTo(output, READY, lines).substring(READY.length()));
      List<RawHttp> clients = new ArrayList<>();
      for (int i = 0; i < DESCRIPTORS; i++) {
        clients.add(RawHttp.connect(port));
      }
      readTo(output, "cannot accept connections", lines);
      for (RawHttp client : clients) {
        client.close();
      }
      // The server answers after the second until its next accept.
      try (RawHttp client = RawHttp.connect(port).get("/hello")) {
        assertThat(client.response().body()).isEqualTo("hello");
      }
      readTo(output, "accepting connections again", lines);
    } finally {
      process.destroy();
      process.waitFor(20, TimeUnit.SECONDS);
    }
    assertThat(lines.stream().filter(line -> line.contains("cannot accept"))).hasSize(1);
    assertThat(lines.stream().filter(line -> line.contains("exceptionCaught"))).isEmpty();
  }

  private static String readTo(BufferedReader output, String wanted, List<String> lines)
      throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (line.contains(wanted)) {
        return line;
      }
    }
    throw new AssertionError("the server ended without: " + wanted + "\n" + lines);
  }
}

package dev.roost.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.auth.SignedTokens;
import dev.roost.processes.ShortLivedJava;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The server as a separate process, started and stopped as in production. */
@ExtendWith(VertxExtension.class)
class MainTest {
  private static final Pattern LISTENS =
      Pattern.compile("Roost listens on http://127\\.0\\.0\\.1:(\\d+) \\(development tokens on\\)");

  @TempDir Path directory;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void endAll() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void logsItsAddressAndStopsGracefully(Vertx vertx) throws Exception {
    Process server = start("--dev", "--port", "0", "--data", directory.toString());
    BufferedReader output = server.inputReader();
    Matcher listens = LISTENS.matcher(String.valueOf(output.readLine()));
    assertThat(listens.matches()).as("%s", listens).isTrue();
    PhoenixClient client =
        PhoenixClient.connect(
            vertx, Integer.parseInt(listens.group(1)), "token=" + SignedTokens.of("HS512").hs512());
    client.join("users:1");

    // Unlike Process.destroy, this keeps the output open.
    server.toHandle().destroy();

    assertThat(client.closeCode()).isEqualTo((short) 1012);
    assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isZero();
    assertThat(output.readLine()).isNull();
    assertThat(errors()).noneMatch(line -> line.contains("ERROR") || line.contains("Exception"));
  }

  @Test
  void startFailureIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      Process server = start("--dev", "--port", port, "--data", directory.toString());

      assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isOne();
      assertThat(errors())
          .singleElement()
          .asString()
          .startsWith("Roost cannot start: cannot listen on http://127.0.0.1:" + port + ": ")
          .endsWith("Address already in use");
    }
  }

  @Test
  void settingsErrorIsOneLine() throws Exception {
    Process server = start("--port", "everywhere");

    assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isOne();
    assertThat(errors())
        .containsExactly(
            "Roost cannot start: server.port: everywhere is not a number from 0 to 65535");
  }

  @Test
  void printsItsSettingsAndExits() throws Exception {
    Process server = start("--dev", "--port", "4321", "--print-config");

    List<String> printed = server.inputReader().lines().toList();
    assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isZero();
    assertThat(printed).contains("  port: 4321", "  secret: '********'", "  tokens: true");
    assertThat(errors()).isEmpty();
    assertThat(directory.resolve("data")).doesNotExist();
  }

  private Process start(String... args) throws IOException {
    List<String> command = ShortLivedJava.command();
    command.addAll(List.of("-cp", ShortLivedJava.classPath(), Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(directory.resolve("errors").toFile());
    builder.environment().put("ROOST_JWT_SECRET", SignedTokens.SECRET);
    builder.environment().put("ROOST_SIGN_IN_HASH_ITERATIONS", "1000");
    builder.environment().put("ROOST_SERVER_WARM_UP_MILLIS", "0");
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private List<String> errors() throws IOException {
    return Files.readAllLines(directory.resolve("errors"));
  }
}

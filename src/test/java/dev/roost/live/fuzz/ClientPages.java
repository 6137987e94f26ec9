package dev.roost.live.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pages of the published clients, which their own code maintains in a Node process. */
final class ClientPages implements AutoCloseable {
  static final List<String> VERSIONS = List.of("1.2.12", "1.1.32");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("src", "test", "node");

  private final Process process;
  private final BufferedWriter frames;
  private final BufferedReader answers;

  private ClientPages(Process process) {
    this.process = process;
    this.frames = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  static ClientPages start() throws IOException {
    List<String> command = new ArrayList<>(List.of("node", FOLDER + "/live/merge.mjs"));
    command.addAll(VERSIONS);
    return new ClientPages(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /**
   * Sends a frame to all clients.
   *
   * @return the page's HTML in each, or {@code error: …}
   */
  List<String> take(String frame) {
    try {
      frames.write(frame);
      frames.newLine();
      frames.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("the Node process ended");
      }
      List<String> pages = new ArrayList<>();
      for (JsonNode page : JSON.readTree(answer)) {
        pages.add(
            page.has("html") ? page.get("html").asText() : "error: " + page.get("error").asText());
      }
      return pages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}

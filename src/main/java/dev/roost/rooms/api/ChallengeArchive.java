package dev.roost.rooms.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roost.rooms.challenges.Challenge;
import dev.roost.rooms.challenges.HistoryPage;
import dev.roost.rooms.challenges.Language;
import dev.roost.rooms.challenges.TestCase;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A challenge as a zip file: its Markdown, its text, its test cases and its changes in JSON. */
final class ChallengeArchive {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<Language, String> EXTENSIONS =
      Map.ofEntries(
          Map.entry(Language.RUBY, "rb"),
          Map.entry(Language.JAVASCRIPT, "js"),
          Map.entry(Language.PYTHON, "py"),
          Map.entry(Language.ERLANG, "erl"),
          Map.entry(Language.KOTLIN, "kt"),
          Map.entry(Language.TYPESCRIPT, "ts"),
          Map.entry(Language.CSHARP, "cs"),
          Map.entry(Language.RUST, "rs"),
          Map.entry(Language.MARKDOWN, "md"));

  private ChallengeArchive() {}

  static Buffer zip(Challenge challenge, List<TestCase> cases, HistoryPage history)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String extension = EXTENSIONS.getOrDefault(challenge.language(), challenge.language().word());
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "challenge.md", markdown(challenge).getBytes(StandardCharsets.UTF_8));
      add(zip, "response." + extension, challenge.response().getBytes(StandardCharsets.UTF_8));
      add(zip, "cases.json", JSON.writeValueAsBytes(cases));
      add(zip, "history.json", JSON.writeValueAsBytes(history));
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static String markdown(Challenge challenge) {
    String text = challenge.response();
    String fence = fence(text);
    return "# "
        + challenge.title()
        + "\n\n"
        + challenge.prompt()
        + "\n\n"
        + fence
        + challenge.language().word()
        + "\n"
        + text
        + (text.isEmpty() || text.endsWith("\n") ? "" : "\n")
        + fence
        + "\n";
  }

  // Longer than any in the text.
  private static String fence(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return "`".repeat(Math.max(3, longest + 1));
  }
}

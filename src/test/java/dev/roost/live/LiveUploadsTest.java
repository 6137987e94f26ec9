package dev.roost.live;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.live.LiveClient.Page;
import dev.roost.live.LiveTokens.UploadToken;
import dev.roost.live.html.TrustedHtml;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads, frame by frame: accepted files and their deletion. */
@Timeout(120)
class LiveUploadsTest {
  private static final int BUDGET = 1_000;

  private final BlockingQueue<FilesView> mounted = new LinkedBlockingQueue<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<String> written = new CopyOnWriteArrayList<>();
  private LiveTestServer server;

  /** A view with one file input. */
  static final class FilesView extends LiveView {
    private static final Template<FilesView> TEMPLATE =
        Template.of(
            MethodHandles.lookup(),
            """
            <form id="f" phx-change="change" phx-submit="save">{input}</form>
            <p>{n}: {saved}</p>
            <i :for={e in files.entries}>{e.name}<em :for={error in e.errors}>{error}</em></i>
            """);

    private final BlockingQueue<FilesView> mounted;
    final Upload files;
    private String saved = "";
    private int n;

    FilesView(BlockingQueue<FilesView> mounted, UploadOptions options) {
      this.mounted = mounted;
      files = upload("files", options.maxEntries(2));
      on("change", event -> {});
      on("up", event -> n++);
      on("cancel", event -> cancelUpload(files, Objects.requireNonNull(event.param("ref"))));
      on(
          "save",
          event -> consumeUploads(files, FilesView::text).onSuccess(all -> saved = all.toString()));
      on("fail", event -> consumeUploads(files, file -> Future.failedFuture("not wanted")));
    }

    private static Future<String> text(UploadedFile file) {
      return file.read().map(Buffer::toString);
    }

    TrustedHtml input() {
      return files.input();
    }

    @Override
    protected void mount(Mount mount) {
      if (mount.isConnected()) {
        mounted.add(this);
      }
    }

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  /** Records its calls. */
  private final class Notes implements UploadWriter {
    @Override
    public Future<Void> write(Buffer chunk) {
      written.add(chunk.toString());
      return chunk.toString().equals("bad")
          ? Future.failedFuture("the disk is full")
          : Future.succeededFuture();
    }

    @Override
    public Future<Void> finish() {
      written.add("finished");
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> discard() {
      written.add("discarded");
      return Future.succeededFuture();
    }
  }

  /** Blocks before it writes. */
  private final class Slow implements BlockingUploadWriter {
    @Override
    public void write(Buffer chunk) throws InterruptedException {
      written.add("begun");
      released.await();
      written.add(chunk.toString());
    }

    @Override
    public void finish() {
      written.add("finished");
    }

    @Override
    public void discard() {
      written.add("discarded");
    }
  }

  @BeforeEach
  void start() {
    server =
        new LiveTestServer(
            live -> {
              route(live, "/files", new UploadOptions());
              route(live, "/auto", new UploadOptions().autoUpload());
              route(live, "/impatient", new UploadOptions().chunkTimeoutMillis(50));
              route(live, "/progress", new UploadOptions().onProgress(LiveUploadsTest::refuse));
              route(
                  live,
                  "/notes",
                  new UploadOptions().writer(entry -> Future.succeededFuture(new Notes())));
              route(live, "/slow", new UploadOptions().blockingWriter(entry -> new Slow()));
              route(
                  live,
                  "/unopened",
                  new UploadOptions().writer(entry -> Future.failedFuture("no room")));
            },
            options -> options.maxUploadBytes(BUDGET));
  }

  private void route(LiveRoutes live, String path, UploadOptions options) {
    live.live(path, () -> new FilesView(mounted, options));
  }

  private static void refuse(UploadEntry entry) {
    throw new IllegalStateException("refused " + entry.name());
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.close();
  }

  // -- The page's actions

  /** A page and its view on one connection. */
  private final class Uploader implements AutoCloseable {
    final Page page;
    final LiveClient client;
    final FilesView view;
    private final String joinRef;

    Uploader(String path) throws Exception {
      this(server.load(path));
    }

    Uploader(Page page) throws Exception {
      this.page = page;
      client = page.open();
      joinRef = "1";
      view = Objects.requireNonNull(mounted.poll(30, TimeUnit.SECONDS));
    }

    JsonNode ask(String event, Object payload) throws IOException {
      return client.ask(joinRef, page.topic(), event, payload).path("response");
    }

    JsonNode click(String event, Map<String, ?> value) throws IOException {
      return ask("event", Map.of("type", "click", "event", event, "value", value));
    }

    /** Selects a file; its name is its ref. */
    JsonNode choose(String ref, int size) throws IOException {
      return ask(
          "event",
          Map.of(
              "type",
              "form",
              "event",
              "change",
              "value",
              "",
              "uploads",
              Map.of(view.files.ref(), List.of(announced(ref, size)))));
    }

    private Map<String, Object> announced(String ref, int size) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("path", "files");
      file.put("ref", ref);
      file.put("name", ref);
      file.put("type", "text/plain");
      file.put("size", size);
      return file;
    }

    JsonNode allow(String... refs) throws IOException {
      List<Map<String, Object>> entries = new ArrayList<>();
      for (String ref : refs) {
        entries.add(announced(ref, 0));
      }
      return ask("allow_upload", Map.of("ref", view.files.ref(), "entries", entries));
    }

    /** Selects a file and requests its upload token. */
    String token(String ref, int size) throws IOException {
      choose(ref, size);
      return allow(ref).path("entries").path(ref).asText();
    }

    /** Starts an upload; returns the join's ref. */
    String begin(String ref, int size) throws IOException {
      String join = client.send(null, "lvu:" + ref, "phx_join", Map.of("token", token(ref, size)));
      assertThat(client.reply(join).path("status").asText()).isEqualTo("ok");
      return join;
    }

    JsonNode chunk(String join, String ref, String text) throws IOException {
      return client.reply(
          client.sendChunk(join, "lvu:" + ref, text.getBytes(StandardCharsets.UTF_8)));
    }

    JsonNode progress(String ref, int percent) throws IOException {
      return ask(
          "progress", Map.of("ref", view.files.ref(), "entry_ref", ref, "progress", percent));
    }

    /** Uploads a complete file. */
    String send(String ref, String text) throws IOException {
      String join = begin(ref, text.length());
      assertThat(chunk(join, ref, text).path("status").asText()).isEqualTo("ok");
      progress(ref, 100);
      return join;
    }

    Path path(String ref) {
      return ((ReceivedFile) Objects.requireNonNull(view.files.slot(ref).writer())).path();
    }

    void dropConnection() throws IOException {
      client.close();
    }

    @Override
    public void close() throws IOException {
      dropConnection();
    }
  }

  private static String reason(JsonNode reply) {
    return reply.path("response").path("reason").asText();
  }

  private static String joinUpload(LiveClient client, String token) throws IOException {
    return reason(client.ask(null, "lvu:0", "phx_join", Map.of("token", token)));
  }

  // -- Tokens

  @Test
  void tokenIsValidForOneMountOnOneSocket() throws Exception {
    try (Uploader ann = new Uploader("/files")) {
      String token = ann.token("0", 5);
      try (Uploader secondTab = new Uploader(ann.page);
          Uploader bob = new Uploader("/files");
          LiveClient noView = ann.page.connect()) {
        secondTab.choose("0", 5);
        secondTab.allow("0");
        assertThat(joinUpload(secondTab.client, token)).isEqualTo("invalid_token");
        assertThat(joinUpload(bob.client, token)).isEqualTo("invalid_token");
        assertThat(joinUpload(noView, token)).isEqualTo("invalid_token");
      }
      assertThat(joinUpload(ann.client, token)).isEmpty();
      // On another topic, because a join of the same topic replaces the first.
      assertThat(reason(ann.client.ask(null, "lvu:9", "phx_join", Map.of("token", token))))
          .isEqualTo("already_registered");
    }
  }

  @Test
  void tokensWithoutMountAndSocketAreRefused() throws Exception {
    try (Uploader ann = new Uploader("/files")) {
      LiveTokens tokens = server.routes().tokens();
      UploadToken token = tokens.upload(ann.token("0", 5));
      Instant longAgo = Instant.now().minus(Duration.ofMinutes(11));
      for (String refused :
          List.of(
              tokens.upload(token, longAgo),
              tokens.upload(
                  new UploadToken(token.view(), token.mount(), "x", token.upload(), "0"),
                  Instant.now()),
              tokens.upload(
                  new UploadToken(token.view(), "x", token.owner(), token.upload(), "0"),
                  Instant.now()),
              ann.page.session(),
              ann.page.statics(),
              "")) {
        assertThat(joinUpload(ann.client, refused)).isEqualTo("invalid_token");
      }
      assertThat(joinUpload(ann.client, tokens.upload(token, Instant.now()))).isEmpty();
    }
  }

  @Test
  void tokenEndsWithTheMountAndWithTheEntry() throws Exception {
    try (Uploader ann = new Uploader("/files")) {
      String cancelled = ann.token("0", 5);
      ann.click("cancel", Map.of("ref", "0"));
      assertThat(joinUpload(ann.client, cancelled)).isEqualTo("disallowed");
      String token = ann.token("1", 5);
      ann.client.ask(null, ann.page.topic(), "phx_join", ann.page.join());
      assertThat(joinUpload(ann.client, token)).isEqualTo("invalid_token");
    }
  }

  // -- Bytes

  @ParameterizedTest
  @ValueSource(strings = {"0\" onfocus=\"alert(1)", "<b>", "", "123456789012345678901"})
  void refThatIsNoneCrashesTheView(String ref) throws Exception {
    try (Uploader ann = new Uploader("/files")) {
      ann.client.send(
          "1",
          ann.page.topic(),
          "event",
          Map.of(
              "type",
              "form",
              "event",
              "change",
              "value",
              "",
              "uploads",
              Map.of(ann.view.files.ref(), List.of(ann.announced(ref, 1)))));
      ann.client.await(ann.page.topic(), "phx_error");
      assertThat(ann.client.others().toString()).doesNotContain("alert");
    }
  }

  @Test
  void fileArrives() throws Exception {
    try (Uploader ann = new Uploader("/files")) {
      String join = ann.begin("0", 6);
      ann.chunk(join, "0", "one");
      ann.progress("0", 50);
      ann.chunk(join, "0", "two");
      ann.progress("0", 100);
      Path path = ann.path("0");
      assertThat(path).hasContent("onetwo");
      assertThat(server.routes().metrics().uploadBytes()).isEqualTo(6);
      assertThat(ann.click("save", Map.of()).toString()).contains("[onetwo]");
      ann.client.await("lvu:0", "phx_close");
      assertDeleted(path);
    }
  }

  private void assertDeleted(Path path) throws Exception {
    eventually(() -> assertThat(path).doesNotExist());
    assertThat(server.routes().metrics().uploadBytes()).isZero();
  }

  @Test
  void bytesBeyondTheAnnouncedSizeAreRefused() throws Exception {
    try (Uploader ann = new Uploader("/files")) {
      String join = ann.begin("0", 4);
      Path path = ann.path("0");
      ann.chunk(join, "0", "1234");
      JsonNode refused = ann.chunk(join, "0", "5");
      assertThat(reason(refused)).isEqualTo("file_size_limit_exceeded");
      assertThat(refused.path("response").path("limit").asInt()).isEqualTo(4);
      assertDeleted(path);
      assertThat(ann.view.files.entries()).isEmpty();
    }
  }

  @Test
  void falseProgressCrashesTheView() throws Exception {
    try (Uploader ann = new Uploader("/files")) {
      String join = ann.begin("0", 4);
      ann.chunk(join, "0", "12");
      Path path = ann.path("0");
      ann.client.send(
          "1",
          ann.page.topic(),
          "progress",
          Map.of("ref", ann.view.files.ref(), "entry_ref", "0", "progress", 100));
      ann.client.await(ann.page.topic(), "phx_error");
      assertDeleted(path);
    }
  }

  @Test
  void throwingProgressCallbackCrashesTheView() throws Exception {
    try (Uploader ann = new Uploader("/progress")) {
      String join = ann.begin("0", 4);
      ann.chunk(join, "0", "12");
      Path path = ann.path("0");
      ann.client.send(
          "1",
          ann.page.topic(),
          "progress",
          Map.of("ref", ann.view.files.ref(), "entry_ref", "0", "progress", 50));
      ann.client.await(ann.page.topic(), "phx_error");
      ann.client.await("lvu:0", "phx_close");
      assertDeleted(path);
    }
  }

  @Test
  void failingConsumerCrashesTheView() throws Exception {
    try (Uploader ann = new Uploader("/files")) {
      ann.send("0", "hello");
      Path path = ann.path("0");
      ann.client.send(
          "1",
          ann.page.topic(),
          "event",
          Map.of("type", "click", "event", "fail", "value", Map.of()));
      ann.client.await(ann.page.topic(), "phx_error");
      assertDeleted(path);
    }
  }

  // -- The budget

  @Test
  void filesBeyondTheBudgetGetAnErrorWhileOthersPass() throws Exception {
    try (Uploader ann = new Uploader("/auto")) {
      ann.choose("0", 600);
      ann.choose("1", 600);
      JsonNode answer = ann.allow("0", "1");
      assertThat(answer.path("entries").has("0")).isTrue();
      assertThat(answer.path("entries").has("1")).isFalse();
      assertThat(answer.path("errors").path("1").asText()).isEqualTo("too_many_bytes");
      assertThat(answer.path("diff").toString()).contains("too_many_bytes");
      assertThat(server.routes().metrics().uploadsRefused()).isEqualTo(1);
      assertThat(server.routes().metrics().uploadBytes()).isEqualTo(600);
    }
  }

  @Test
  void fileBeyondTheBudgetRefusesTheWholeSubmit() throws Exception {
    try (Uploader ann = new Uploader("/files")) {
      ann.choose("0", 600);
      ann.choose("1", 600);
      JsonNode answer = ann.allow("0", "1");
      assertThat(answer.path("error").toString()).isEqualTo("[[\"1\",\"too_many_bytes\"]]");
      assertThat(server.routes().metrics().uploadBytes()).isZero();
      ann.click("cancel", Map.of("ref", "1"));
      assertThat(ann.allow("0").path("entries").has("0")).isTrue();
      assertThat(server.routes().metrics().uploadBytes()).isEqualTo(600);
    }
  }

  // -- When files are deleted

  /** Ways to end an upload before the view has consumed the file. */
  @ParameterizedTest
  @ValueSource(strings = {"cancel", "leave the view", "leave the upload", "join again", "hang up"})
  void filesAreDeleted(String how) throws Exception {
    for (boolean whole : new boolean[] {true, false}) {
      try (Uploader ann = new Uploader("/files")) {
        String join = whole ? ann.send("0", "hello") : ann.begin("0", 5);
        Path path = ann.path("0");
        assertThat(path).exists();
        assertThat(server.routes().metrics().uploadBytes()).isEqualTo(5);
        switch (how) {
          case "cancel" -> ann.click("cancel", Map.of("ref", "0"));
          case "leave the view" -> ann.ask("phx_leave", Map.of());
          case "leave the upload" -> ann.client.ask(join, "lvu:0", "phx_leave", Map.of());
          case "join again" -> {
            ann.client.ask(null, ann.page.topic(), "phx_join", ann.page.join());
            assertThat(mounted.poll(30, TimeUnit.SECONDS)).isNotSameAs(ann.view);
          }
          default -> ann.dropConnection();
        }
        eventually(() -> assertThat(server.routes().metrics().uploadBytes()).isZero());
        assertDeleted(path);
      }
    }
  }

  @Test
  void silentUploadsEndAndCompleteOnesStay() throws Exception {
    try (Uploader ann = new Uploader("/impatient")) {
      ann.begin("0", 5);
      Path path = ann.path("0");
      ann.client.await("lvu:0", "phx_error");
      assertDeleted(path);
      ann.client.await(ann.page.topic(), "diff");
      assertThat(ann.view.files.entries()).isEmpty();

      ann.send("1", "hello");
      // Longer than the timeout: another upload ends by it.
      ann.begin("2", 5);
      ann.client.await("lvu:2", "phx_error");
      assertThat(ann.click("save", Map.of()).toString()).contains("[hello]");
    }
  }

  // -- Writers

  @Test
  void writerReceivesTheBytesWithoutDisk() throws Exception {
    try (Uploader ann = new Uploader("/notes")) {
      String join = ann.begin("0", 6);
      ann.chunk(join, "0", "one");
      ann.chunk(join, "0", "two");
      ann.progress("0", 100);
      assertThat(server.routes().metrics().uploadBytes()).isZero();
      assertThat(written).containsExactly("one", "two", "finished");
      ann.click("cancel", Map.of("ref", "0"));
      assertThat(written).containsExactly("one", "two", "finished", "discarded");
    }
  }

  @Test
  void failingWriteSetsAnErrorOnTheEntry() throws Exception {
    try (Uploader ann = new Uploader("/notes")) {
      String join = ann.begin("0", 6);
      assertThat(reason(ann.chunk(join, "0", "bad"))).isEqualTo("writer_error");
      JsonNode diff = ann.client.await(ann.page.topic(), "diff");
      assertThat(diff.toString()).contains("writer_failure");
      ann.client.await("lvu:0", "phx_close");
      assertThat(written).containsExactly("bad", "discarded");
      ann.click("cancel", Map.of("ref", "0"));
      assertThat(ann.view.files.entries()).isEmpty();
      assertThat(written).containsExactly("bad", "discarded");
    }
  }

  @Test
  void writerThatFailsToOpenSetsAnErrorOnTheEntry() throws Exception {
    try (Uploader ann = new Uploader("/unopened")) {
      String token = ann.token("0", 6);
      assertThat(joinUpload(ann.client, token)).isEqualTo("writer_error");
      assertThat(ann.client.await(ann.page.topic(), "diff").toString()).contains("writer_failure");
      assertThat(joinUpload(ann.client, token)).isEqualTo("disallowed");
    }
  }

  @Test
  void blockingWriterDoesNotHoldTheEventLoop() throws Exception {
    try (Uploader ann = new Uploader("/slow");
        Uploader bob = new Uploader("/files")) {
      String join = ann.begin("0", 5);
      String chunk = ann.client.sendChunk(join, "lvu:0", "hello".getBytes(StandardCharsets.UTF_8));
      eventually(() -> assertThat(written).containsExactly("begun"));
      assertThat(bob.click("up", Map.of()).toString()).contains("\"1\"");
      assertThat(ann.click("up", Map.of()).toString()).contains("\"1\"");
      assertThat(written).containsExactly("begun");
      released.countDown();
      assertThat(ann.client.reply(chunk).path("status").asText()).isEqualTo("ok");
      assertThat(written).containsExactly("begun", "hello", "finished");
      ann.dropConnection();
      eventually(() -> assertThat(written).endsWith("discarded"));
    }
  }
}

package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointServer;
import dev.roost.live.testing.TestLive;
import dev.roost.live.testing.TestView;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Template files that change while the server runs. */
class DevelopmentTest {
  private static final Path RESOURCES = Path.of("src/test/resources/dev/roost/live");

  @TempDir private Path sources;
  private Path folder;
  private LiveRoutes routes;
  private TestLive live;
  private int port;

  record Badge(String text) {}

  static final FunctionComponent BADGE =
      FunctionComponent.ofFile(MethodHandles.lookup(), Badge.class, "badge.html");

  static final class Part extends LiveComponent {
    private static final Template<Part> TEMPLATE =
        Template.ofFile(MethodHandles.lookup(), "part.html");

    int k;

    Part() {
      on("more", event -> k++);
    }

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  static final class View extends LiveView {
    private static final Template<View> TEMPLATE =
        Template.ofFile(
            MethodHandles.lookup(), "development.html", DevelopmentTest.class, Part.class);

    int n;

    View() {
      on("inc", event -> n++);
    }

    @Override
    protected void mount(Mount mount) {
      if (mount.param("crash") != null) {
        throw new IllegalStateException("asked <for>");
      }
    }

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  @BeforeEach
  void start() throws IOException {
    folder = Files.createDirectories(sources.resolve("dev/roost/live"));
    for (String file : new String[] {"development.html", "badge.html", "part.html"}) {
      Files.copy(RESOURCES.resolve(file), folder.resolve(file));
    }
    live = TestLive.of(this::routes).timeout(Duration.ofSeconds(20));
  }

  private LiveRoutes routes(Endpoint endpoint) {
    routes =
        LiveRoutes.create(
                endpoint,
                new LiveOptions()
                    .development(true)
                    .sourceFolders(sources)
                    .layout(page -> page.content().html())
                    .sessions(SessionHandler.create(LocalSessionStore.create(endpoint.vertx()))))
            .live("/view", View::new);
    return routes;
  }

  /** All tests of this class share the templates. */
  @AfterEach
  void restore() throws IOException {
    TestView view = live.open("/view");
    for (String file : new String[] {"development.html", "badge.html", "part.html"}) {
      write(file, Files.readString(RESOURCES.resolve(file)));
    }
    view.assertText("#n", "count 0");
    view.assertText(".badge", "one");
    view.assertText("#part", "part 0 more");
    live.close();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  @Test
  void changedTemplateRerendersViewsWithTheirState() throws IOException {
    TestView view = live.open("/view");
    view.click("#inc");
    view.click("#more");
    write(
        "development.html",
        "<p id=\"n\">{n} times</p><.Part id=\"p\"/><em phx-click=\"inc\">+</em>");
    view.assertText("#n", "1 times");
    view.assertText("#part", "part 1 more");
    view.click("em");
    view.assertText("#n", "2 times");
    view.click("#more");
    view.assertText("#part", "part 2 more");
    write("part.html", "<i id=\"part\">{k} parts</i>");
    view.assertText("#part", "2 parts");
  }

  @Test
  void changedComponentTemplateRerendersItsUsers() throws IOException {
    TestView view = live.open("/view");
    write("badge.html", "<u class=\"badge\">({text})</u>");
    view.assertText(".badge", "(one)");
  }

  @Test
  void pageShowsTheLineOfAMistake() throws Exception {
    write("development.html", "<p>fine</p>\n<p id=\"n\">{m}</p>");
    awaitStatus("/view", 500);
    HttpResponse<String> failed = get("/view");
    assertThat(failed.body()).contains("A template does not compile", "development.html:2:", "{m}");
    write("development.html", "<p id=\"n\">count {n}</p>");
    awaitStatus("/view", 200);
  }

  @Test
  void pageShowsAnException() throws Exception {
    HttpResponse<String> failed = get("/view?crash=1");
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body())
        .contains("java.lang.IllegalStateException", "asked &lt;for&gt;", "DevelopmentTest.java");
  }

  private void awaitStatus(String path, int status) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    int found = 0;
    while (found != status && System.nanoTime() < end) {
      found = get(path).statusCode();
    }
    assertThat(found).isEqualTo(status);
  }

  private HttpResponse<String> get(String path) throws Exception {
    if (port == 0) {
      EndpointServer server =
          live.endpoint()
              .endpoint()
              .listen(new HttpServerOptions().setHost("127.0.0.1").setPort(0), routes::mount)
              .toCompletionStage()
              .toCompletableFuture()
              .get();
      port = server.port();
    }
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}

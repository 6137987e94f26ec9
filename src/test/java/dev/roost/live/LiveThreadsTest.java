package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.live.html.TrustedHtml;
import dev.roost.live.testing.TestLive;
import dev.roost.live.testing.TestView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The threads that a view's code runs on, and those that it refuses. */
class LiveThreadsTest {
  private static final BlockingQueue<PlainView> VIEWS = new LinkedBlockingQueue<>();

  private final TestLive live =
      TestLive.of(LiveThreadsTest::routes).timeout(Duration.ofSeconds(20));

  static final class PlainView extends LiveView {
    private static final Template<PlainView> TEMPLATE =
        Template.of(
            MethodHandles.lookup(),
            """
            <p id="n">{n}</p><p id="loop">{isOnLoop}</p>
            <button id="later" phx-click="later">later</button>
            <button id="two" phx-click="two">two</button>
            """);

    int n;

    PlainView() {
      on("later", event -> hold(elsewhere().onSuccess(done -> n++)));
      on(
          "two",
          event -> {
            Promise<Void> first = Promise.promise();
            Promise<Void> second = Promise.promise();
            hold(first.future());
            hold(second.future());
            // Added after hold, and seen by the render that follows.
            first.future().onSuccess(done -> n++);
            second.future().onSuccess(done -> n++);
            first.complete();
            second.complete();
          });
    }

    /** Completes on a thread that is not of Vert.x. */
    private static Future<Void> elsewhere() {
      return Future.fromCompletionStage(CompletableFuture.runAsync(() -> {}));
    }

    boolean isOnLoop() {
      return Context.isOnEventLoopThread();
    }

    @Override
    protected void mount(Mount mount) {
      hold(elsewhere());
      if (mount.isConnected()) {
        VIEWS.add(this);
      }
    }

    void changeTitle(String text) {
      title(text);
    }

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  static final class UploadingView extends BlockingLiveView {
    private static final Template<UploadingView> TEMPLATE =
        Template.of(
            MethodHandles.lookup(),
            """
            <form id="f" phx-change="change" phx-submit="save">{input}</form>
            <p id="saved">{saved}</p><p id="blocking">{isBlocking}</p>
            """);

    private final Upload file = upload("file", new UploadOptions());
    String saved = "";
    boolean isBlocking;

    UploadingView() {
      on("change", event -> {});
      on(
          "save",
          event ->
              consumeUploads(file, UploadedFile::read)
                  .onSuccess(
                      contents -> {
                        isBlocking = !Context.isOnEventLoopThread();
                        saved = contents.get(0).toString();
                      }));
    }

    TrustedHtml input() {
      return file.input();
    }

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  private static LiveRoutes routes(Endpoint endpoint) {
    return LiveRoutes.create(endpoint, new LiveOptions().layout(page -> page.content().html()))
        .live("/plain", PlainView::new)
        .live("/upload", UploadingView::new);
  }

  @AfterEach
  void close() {
    live.close();
    VIEWS.clear();
  }

  @Test
  void methodsOfAViewRefuseOtherThreads() throws Exception {
    TestView page = live.open("/plain");
    PlainView view = VIEWS.poll(20, TimeUnit.SECONDS);
    IllegalStateException refused = null;
    try {
      view.changeTitle("elsewhere");
    } catch (IllegalStateException expected) {
      refused = expected;
    }
    assertThat(refused)
        .hasMessageContaining("PlainView[")
        .hasMessageContaining(Thread.currentThread().getName())
        .hasMessageContaining("call run(() -> …) or post(message)");
    view.run(() -> view.changeTitle("here"));
    page.assertTitle("here");
  }

  @Test
  void rendersRunOnTheEventLoopWhereverAFutureCompletes() {
    TestView page = live.open("/plain");
    page.assertText("#loop", "true");
    page.click("#later");
    page.assertText("#n", "1");
    page.assertText("#loop", "true");
  }

  @Test
  void handlersOfHeldFuturesRunBeforeTheRender() {
    TestView page = live.open("/plain");
    page.click("#two");
    assertThat(page.text("#n")).isEqualTo("2");
  }

  @Test
  void handlersOfConsumedFilesMayBlockInABlockingView() {
    TestView page = live.open("/upload");
    page.file("file", "a.txt", "text/plain", "hello".getBytes(StandardCharsets.UTF_8));
    page.form("#f").submit();
    page.assertText("#saved", "hello");
    page.assertText("#blocking", "true");
  }
}

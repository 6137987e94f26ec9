package dev.roost.live.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.Endpoint;
import dev.roost.channel.CsrfCheck;
import dev.roost.live.LiveOptions;
import dev.roost.live.LiveRoutes;
import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forms that a page posts to the application's HTTP routes. */
class TestSubmissionTest {
  private final TestLive live =
      TestLive.of(TestSubmissionTest::routes).timeout(Duration.ofSeconds(20));

  /** Validates a name, then the browser posts the form; or shows the signed-in user. */
  static final class SignIn extends LiveView {
    private static final Template<SignIn> TEMPLATE =
        Template.of(
            MethodHandles.lookup(),
            """
            <p id="user">{user}</p>
            <p id="info">{flash.info}</p>
            <form id="in" method="post" action="/session" phx-submit="check" phx-trigger-action={good}>
              <input type="hidden" name="_csrf_token" value={csrf}>
              <input name="name">
            </form>
            <form id="out" method="post" action="/session/end"><button id="leave">out</button></form>
            """);

    @Nullable Object user;
    @Nullable Object csrf;
    private boolean good;

    SignIn() {
      on("check", event -> good = !Objects.equals(event.param("name"), ""));
    }

    @Override
    protected void mount(Mount mount) {
      user = mount.session("user");
      csrf = mount.session(CsrfCheck.PARAM);
    }

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  private static LiveRoutes routes(Endpoint endpoint) {
    return LiveRoutes.create(endpoint, new LiveOptions().layout(page -> page.content().html()))
        .live("/", SignIn::new);
  }

  private static void sessions(Router router) {
    router.post().handler(BodyHandler.create(false));
    router.post("/session").handler(TestSubmissionTest::signIn);
    router
        .post("/session/end")
        .handler(
            context -> {
              context.session().destroy();
              context.redirect("/");
            });
  }

  private static void signIn(RoutingContext context) {
    String token = context.request().getFormAttribute(CsrfCheck.PARAM);
    if (!CsrfCheck.sessionValue(CsrfCheck.PARAM).allows(context.session(), token)) {
      context.fail(403);
      return;
    }
    context.session().regenerateId();
    context.session().put("user", context.request().getFormAttribute("name"));
    LiveRoutes.putFlash(context, "info", "welcome");
    context.redirect("/");
  }

  @AfterEach
  void close() {
    live.close();
  }

  @Test
  void formIsPostedWithTheSessionAndItsRedirectIsFollowed() {
    live.router(TestSubmissionTest::sessions);
    TestView view = live.open("/");
    view.form("#in").submit("name", "");
    view.assertText("#user", "");
    view.form("#in").submit("name", "Ann & Bob");
    TestSubmission submission = view.assertSubmitted("/session");
    assertThat(submission).hasToString("post /session");
    TestView home = submission.follow();
    home.assertText("#user", "Ann & Bob");
    home.assertFlash("info", "welcome");
    home.click("#leave");
    TestView after = home.assertSubmitted("/session/end").follow();
    after.assertText("#user", "");
    after.assertText("#info", "");
  }

  @Test
  void errorsTellWhatTheRouteAnswered() {
    TestView view = live.open("/");
    view.form("#in").submit("name", "Ann");
    TestSubmission submission = view.assertSubmitted("/session");
    assertThatThrownBy(submission::follow)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("call TestLive.router");
    live.router(router -> router.post("/session").handler(context -> context.fail(418)));
    assertThatThrownBy(submission::follow)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("it answered 418");
  }
}

package dev.roost.rooms.accounts;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.config.SettingsException;
import dev.roost.rooms.database.Tables;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The name, the password and the end of an account. Each test has an account of its own. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class AccountChangesTest {
  private static final String PASSWORD = "correct horse";
  private static final String NEXT = "another horse";

  @TempDir static Path data;
  private static Vertx vertx;
  private static GreenMail mails;
  private static RunningRooms rooms;

  @Parameter TestDatabase database;

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase database) {
    vertx = Vertx.vertx();
    mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mails.start();
    rooms =
        RunningRooms.start(
            vertx,
            data,
            database,
            Map.ofEntries(
                Map.entry("ROOST_SIGN_IN_MAX_PER_EMAIL", "4"),
                Map.entry("ROOST_METRICS_ENABLED", "true"),
                Map.entry("ROOST_SERVER_PUBLIC_URL", "https://rooms.example"),
                Map.entry("ROOST_MAIL_HOST", "127.0.0.1"),
                Map.entry("ROOST_MAIL_PORT", String.valueOf(mails.getSmtp().getPort())),
                Map.entry("ROOST_MAIL_SECURITY", "none"),
                Map.entry("ROOST_MAIL_FROM", "Roost <roost@rooms.example>")));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    vertx.close().await();
    mails.stop();
  }

  @Test
  void aNewNameIsShownFromTheNextConnectionOn() throws Exception {
    JsonObject account = register("rename");
    String token = account.getString("jwt");
    PhoenixClient before = connect(token);

    HttpResponse<String> renamed =
        call(
            "PATCH",
            "/current_user",
            token,
            "{\"user\":{\"first_name\":\" Zora \",\"last_name\":\"Zebra\"}}");

    assertThat(renamed.statusCode()).isEqualTo(200);
    assertThat(before.closeCode()).isEqualTo((short) 1001);
    assertThat(call("GET", "/current_user", token, null).body())
        .contains("\"first_name\":\"Zora\"");
    PhoenixClient after = connect(token);
    after.join("challenges:1");
    assertThat(after.until("presence_state").json()).contains("Zora");
    assertThat(
            Tables.of(rooms)
                .texts(
                    "SELECT name_key FROM account_names WHERE user_id = "
                        + account.getJsonObject("user").getLong("id")))
        .contains("zora")
        .noneMatch(key -> key.startsWith("zoe"));
    assertThat(call("PATCH", "/current_user", token, "{\"user\":{}}").statusCode()).isEqualTo(422);
  }

  @Test
  void aNewPasswordEndsAllSessionsAndBeginsAnother() throws Exception {
    JsonObject account = register("password");
    String token = account.getString("jwt");
    String email = account.getJsonObject("user").getString("email");
    String elsewhere = new JsonObject(signIn(email, PASSWORD).body()).getString("jwt");
    PhoenixClient connected = connect(elsewhere);

    assertThat(changePassword(token, "wrong horse", NEXT, NEXT).body())
        .isEqualTo("{\"errors\":[{\"current\":\"is not your password\"}]}");
    assertThat(changePassword(token, PASSWORD, "short", "other").body())
        .contains("\"password\":\"should be at least 8", "\"password_confirmation\":");
    HttpResponse<String> changed = changePassword(token, PASSWORD, NEXT, NEXT);

    assertThat(changed.statusCode()).isEqualTo(200);
    String fresh = new JsonObject(changed.body()).getString("jwt");
    assertThat(connected.closeCode()).isEqualTo((short) 1001);
    assertThat(call("GET", "/current_user", token, null).statusCode()).isEqualTo(403);
    assertThat(call("GET", "/current_user", elsewhere, null).statusCode()).isEqualTo(403);
    assertThat(call("GET", "/current_user", fresh, null).statusCode()).isEqualTo(200);
    assertThat(signIn(email, PASSWORD).statusCode()).isEqualTo(422);
    assertThat(signIn(email, NEXT).statusCode()).isEqualTo(201);
  }

  @Test
  void thePasswordCannotBeTriedOutWithAStolenToken() {
    String token = register("stolen").getString("jwt");
    int status = 422;
    for (int i = 0; i < 5 && status == 422; i++) {
      status = changePassword(token, "guess " + i, NEXT, NEXT).statusCode();
    }

    assertThat(status).isEqualTo(429);
  }

  @Test
  void anOperatorsLinkSetsAPasswordOnce() {
    JsonObject account = register("lost");
    String email = account.getJsonObject("user").getString("email");
    String link = PasswordResetLink.make(rooms.settings(), email);
    assertThat(link).matches("https://rooms.example/reset_password#[\\w-]{43}");
    String token = link.substring(link.indexOf('#') + 1);
    assertThat(Tables.of(rooms).textsWith(token)).isEmpty();

    assertThat(reset("guessed", NEXT).statusCode()).isEqualTo(404);
    assertThat(reset(token, "short").statusCode()).isEqualTo(422);
    assertThat(reset(token, NEXT).body()).isEqualTo("{\"ok\":true}");

    assertThat(reset(token, "third horse").body()).isEqualTo("{\"error\":\"The link has ended\"}");
    assertThat(call("GET", "/current_user", account.getString("jwt"), null).statusCode())
        .isEqualTo(403);
    assertThat(signIn(email, NEXT).statusCode()).isEqualTo(201);
  }

  @Test
  void aMailedLinkSetsAPasswordOnce() throws Exception {
    JsonObject account = register("mailed");
    String email = account.getJsonObject("user").getString("email");

    HttpResponse<String> asked = requestReset(" " + email.toUpperCase(Locale.ROOT));

    assertThat(asked.statusCode()).isEqualTo(202);
    eventually(() -> assertThat(mailsTo(email)).hasSize(1));
    MimeMessage mail = mailsTo(email).get(0);
    assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress(email));
    assertThat(mail.getFrom()[0]).hasToString("Roost <roost@rooms.example>");
    assertThat(mail.getSubject()).isEqualTo("Set a new password");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    Matcher link =
        Pattern.compile("https://rooms.example/reset_password#([\\w-]{43})\\s")
            .matcher(mail.getContent().toString());
    assertThat(link.find()).isTrue();
    String token = link.group(1);
    assertThat(Tables.of(rooms).textsWith(token)).isEmpty();
    assertThat(reset(token, NEXT).body()).isEqualTo("{\"ok\":true}");
    assertThat(reset(token, "third horse").statusCode()).isEqualTo(404);
    assertThat(call("GET", "/current_user", account.getString("jwt"), null).statusCode())
        .isEqualTo(403);
    assertThat(signIn(email, NEXT).statusCode()).isEqualTo(201);
  }

  @Test
  void theAnswerDoesNotTellWhetherThereIsAnAccount() throws Exception {
    String email = register("hidden").getJsonObject("user").getString("email");
    String unknown = "unknown" + database + "@example.org";

    for (int i = 0; i < 4; i++) {
      HttpResponse<String> known = requestReset(email);
      HttpResponse<String> none = requestReset(unknown);
      assertThat(known.statusCode()).isEqualTo(i < 3 ? 202 : 429);
      assertThat(none.statusCode()).isEqualTo(known.statusCode());
      assertThat(none.body()).isEqualTo(known.body());
      assertThat(none.headers().map().keySet()).isEqualTo(known.headers().map().keySet());
    }

    eventually(() -> assertThat(mailsTo(email)).hasSize(3));
    eventually(
        () ->
            assertThat(rooms.http("GET", "/metrics", null, null).body())
                .contains("roost_mail_queued 0.0")
                .containsPattern("roost_mail_total\\{result=\"sent\"} [1-9]")
                .containsPattern("roost_password_reset_refused_total [1-9]"));
    assertThat(mailsTo(unknown)).isEmpty();
  }

  @Test
  void aLinkIsOnlyMailedToWhatCanBeAnAddress() {
    for (String email :
        List.of("", "deleted:1", "a@b\r\nBcc: c@d", "a b@example.org", "x".repeat(300) + "@b")) {
      assertThat(requestReset(email).statusCode()).as(email).isEqualTo(422);
    }
    assertThat(call("GET", "/settings", null, null).body())
        .contains("\"password_reset_by_mail\":true");
    assertThat(rooms.http("GET", "/live/sign-in", null, null).body())
        .contains("href=\"/forgot_password\"");
  }

  @Test
  void endedLinksAreRemovedWhenAnotherIsMailed() throws Exception {
    String email = register("again").getJsonObject("user").getString("email");
    PasswordResetLink.make(rooms.settings(), email);
    Tables.of(rooms).change("UPDATE password_resets SET expires_at = 1");

    requestReset(email);

    eventually(() -> assertThat(mailsTo(email)).hasSize(1));
    assertThat(
            Tables.of(rooms).texts("SELECT token_hash FROM password_resets WHERE expires_at = 1"))
        .isEmpty();
  }

  @Test
  void aLinkThatExpiredSetsNothing() {
    String email = register("late").getJsonObject("user").getString("email");
    String link = PasswordResetLink.make(rooms.settings(), email);
    Tables.of(rooms).change("UPDATE password_resets SET expires_at = 1");

    assertThat(reset(link.substring(link.indexOf('#') + 1), NEXT).statusCode()).isEqualTo(404);
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> PasswordResetLink.make(rooms.settings(), "nobody@example.org"))
        .withMessage("there is no account with the address nobody@example.org");
  }

  @Test
  void deletedAccountLeavesNoPersonalData() throws Exception {
    JsonObject account = register("gone");
    long id = account.getJsonObject("user").getLong("id");
    String email = account.getJsonObject("user").getString("email");
    String token = account.getString("jwt");
    String secret = "intimate" + database;
    long own = newChallenge(token, secret);
    PhoenixClient gone = connect(token);
    PhoenixClient ann = rooms.user(2);
    ann.join("challenges:" + own);
    String others = rooms.newChallenge();
    gone.ask(others, "phx_join", "{\"collab\":{\"version\":-1}}");
    String push = "{\"version\":0,\"updates\":[{\"client_id\":\"a\",\"changes\":[[0,\"kept\"]]}]}";
    assertThat(gone.ask(others, "document:push", push).status()).isEqualTo("ok");
    gone.send(others, "chat:create_message", "{\"message\":\"" + secret + "\"}");
    gone.until("chat:message_created");

    assertThat(call("DELETE", "/current_user", token, password("wrong horse")).statusCode())
        .isEqualTo(422);
    assertThat(call("DELETE", "/current_user", token, password(PASSWORD)).statusCode())
        .isEqualTo(200);

    assertThat(gone.closeCode()).isEqualTo((short) 1001);
    ann.until("phx_close");
    assertThat(Tables.of(rooms).textsWith(secret)).isEmpty();
    assertThat(Tables.of(rooms).textsWith(email)).isEmpty();
    assertThat(Tables.of(rooms).texts("SELECT first_name FROM users WHERE id = " + id))
        .containsExactly("Deleted");
    assertThat(ann.ask(others, "phx_join", "{\"collab\":{\"version\":-1}}").response())
        .contains("\"kept\"");
    assertThat(call("GET", "/current_user", token, null).statusCode()).isEqualTo(403);
    assertThat(PhoenixClient.statusOfRefusal(() -> connect(RunningRooms.token(id)))).isEqualTo(403);
    assertThat(signIn(email, PASSWORD).statusCode()).isEqualTo(422);
    assertThat(register("gone").getString("jwt")).as("the address is free").isNotEmpty();
  }

  private JsonObject register(String name) {
    JsonObject user =
        new JsonObject()
            .put("first_name", "Zoe")
            .put("last_name", "Zimmer")
            .put("email", name + database + "@example.org")
            .put("password", PASSWORD)
            .put("password_confirmation", PASSWORD);
    return new JsonObject(
        call("POST", "/registrations", null, new JsonObject().put("user", user).encode()).body());
  }

  private static long newChallenge(String token, String text) {
    String body = "{\"challenge\":{\"title\":\"T\",\"prompt\":\"" + text + "\"}}";
    return new JsonObject(call("POST", "/challenges", token, body).body())
        .getJsonObject("challenge")
        .getLong("id");
  }

  private static HttpResponse<String> signIn(String email, String password) {
    JsonObject session = new JsonObject().put("email", email).put("password", password);
    return call("POST", "/sessions", null, new JsonObject().put("session", session).encode());
  }

  private static HttpResponse<String> changePassword(
      String token, String current, String next, String confirmation) {
    JsonObject password =
        new JsonObject()
            .put("current", current)
            .put("password", next)
            .put("password_confirmation", confirmation);
    return call(
        "PUT",
        "/current_user/password",
        token,
        new JsonObject().put("password", password).encode());
  }

  private static HttpResponse<String> requestReset(String email) {
    JsonObject reset = new JsonObject().put("email", email);
    return call("POST", "/password_resets", null, new JsonObject().put("reset", reset).encode());
  }

  private static List<MimeMessage> mailsTo(String email) throws MessagingException {
    List<MimeMessage> found = new ArrayList<>();
    for (MimeMessage mail : mails.getReceivedMessages()) {
      if (List.of(mail.getAllRecipients()).contains(new InternetAddress(email))) {
        found.add(mail);
      }
    }
    return found;
  }

  private static HttpResponse<String> reset(String token, String password) {
    JsonObject reset =
        new JsonObject()
            .put("token", token)
            .put("password", password)
            .put("password_confirmation", password);
    return call("PUT", "/password_resets", null, new JsonObject().put("reset", reset).encode());
  }

  private static String password(String password) {
    return "{\"account\":{\"password\":\"" + password + "\"}}";
  }

  private static PhoenixClient connect(String token) {
    return PhoenixClient.connect(vertx, rooms.port(), "token=" + token);
  }

  private static HttpResponse<String> call(
      String method, String path, @Nullable String token, @Nullable String body) {
    return rooms.http(method, "/api/v1" + path, token, body);
  }
}

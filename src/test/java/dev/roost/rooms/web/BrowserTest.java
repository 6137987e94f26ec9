package dev.roost.rooms.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.roost.internal.pubsub.FreePorts;
import dev.roost.node.Chromium;
import dev.roost.node.ExclusiveExecution;
import dev.roost.node.NodeProgram;
import dev.roost.rooms.RoomsProcess;
import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.ServerControl;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users in real browsers on the real server and its pages. Saves screenshots to {@code
 * target/screenshots}.
 *
 * <p>Needs a Chromium and the built pages; skipped without them, unless on CI.
 */
@ExtendWith(ExclusiveExecution.class)
class BrowserTest {
  private static final Path PICTURES = Path.of("target", "screenshots");

  private static final String ADMIN_KEY = "the key of admins";

  /** More at a time would compete for the CPU. */
  private static final int PROGRAMS_AT_A_TIME = 2;

  @TempDir static Path folder;
  private static final Map<String, Future<Stream<DynamicTest>>> programs = new HashMap<>();
  private static ExecutorService threads;

  @FunctionalInterface
  private interface Run {
    NodeProgram on(String url) throws Exception;
  }

  @BeforeAll
  static void start() {
    boolean ci = "true".equals(System.getenv("CI"));
    assumeTrue(
        ci || Chromium.isInstalled(),
        "no Chromium: install it, or name it by the variable CHROMIUM");
    assumeTrue(
        ci || BrowserTest.class.getResource("/webroot/index.html") != null,
        "the pages are not built: leave out -DskipWebClient");
    threads = Executors.newFixedThreadPool(PROGRAMS_AT_A_TIME);
    // Start the longest first.
    programs.put("restart", threads.submit(BrowserTest::restart));
    programs.put("live-nodes", threads.submit(BrowserTest::liveNodes));
    programs.put("challenge", threads.submit(BrowserTest::challenge));
    programs.put("pictures", threads.submit(BrowserTest::takePictures));
    programs.put("live", threads.submit(BrowserTest::liveChats));
    programs.put("spent-budget", threads.submit(BrowserTest::spentBudget));
    programs.put("wrong-origin", threads.submit(BrowserTest::wrongOrigin));
    programs.put("talk", threads.submit(BrowserTest::talk));
    programs.put("accounts", threads.submit(BrowserTest::accountsAndTheirMails));
    programs.put(
        "markup", threads.submit(() -> onItsOwnServer("markup", url -> program("markup", url))));
  }

  @AfterAll
  static void stop() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }

  @TestFactory
  Stream<DynamicTest> accounts() throws Exception {
    return programs.get("accounts").get();
  }

  private static Stream<DynamicTest> accountsAndTheirMails() throws Exception {
    GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mails.start();
    try (ServerControl control =
        new ServerControl(List.of(), embeddedDatabase(data("accounts")), () -> lastMail(mails))) {
      return onItsOwnServer(
          "accounts",
          mailServer(mails.getSmtp().getPort()),
          url -> program("accounts", url, "--backstage", control.url()));
    } finally {
      mails.stop();
    }
  }

  private static Map<String, String> mailServer(int port) {
    return Map.of(
        "ROOST_SERVER_PUBLIC_URL", "http://127.0.0.1",
        "ROOST_MAIL_HOST", "127.0.0.1",
        "ROOST_MAIL_PORT", String.valueOf(port),
        "ROOST_MAIL_SECURITY", "none",
        "ROOST_MAIL_FROM", "Roost <roost@example.com>");
  }

  private static Optional<String> lastMail(GreenMail mails) {
    return Arrays.stream(mails.getReceivedMessages())
        .reduce((earlier, later) -> later)
        .map(GreenMailUtil::getBody);
  }

  @TestFactory
  Stream<DynamicTest> aChallengeTogether() throws Exception {
    return programs.get("challenge").get();
  }

  @TestFactory
  Stream<DynamicTest> chatsAndRooms() throws Exception {
    return programs.get("talk").get();
  }

  @TestFactory
  Stream<DynamicTest> markupStaysText() throws Exception {
    return programs.get("markup").get();
  }

  @TestFactory
  Stream<DynamicTest> pictures() throws Exception {
    return programs.get("pictures").get();
  }

  @TestFactory
  Stream<DynamicTest> chatsAsLiveViews() throws Exception {
    return programs.get("live").get();
  }

  private static Stream<DynamicTest> liveChats() throws Exception {
    Files.createDirectories(PICTURES);
    return onItsOwnServer(
        "live",
        Map.of("ROOST_ADMIN_KEY", ADMIN_KEY),
        url -> program("live", url, "--folder", PICTURES.toString(), "--admin-key", ADMIN_KEY));
  }

  @TestFactory
  Stream<DynamicTest> liveViewsOnTwoNodesOfWhichOneIsKilled() throws Exception {
    return programs.get("live-nodes").get();
  }

  private static Stream<DynamicTest> liveNodes() throws Exception {
    List<Integer> ports = List.of(FreePorts.next(), FreePorts.next());
    Path data = data("live-nodes");
    try (RoomsProcess first = new RoomsProcess(data, RoomsProcess.cluster(ports, 0));
        RoomsProcess second = new RoomsProcess(data, RoomsProcess.cluster(ports, 1));
        ServerControl control =
            new ServerControl(List.of(first, second), embeddedDatabase(first.data()))) {
      first.start();
      second.start();
      return program(
              "live-nodes",
              "http://127.0.0.1:" + first.port(),
              "--other",
              "http://127.0.0.1:" + second.port(),
              "--backstage",
              control.url())
          .checks();
    }
  }

  @TestFactory
  Stream<DynamicTest> aServerThatGoesAwayWhileTheyType() throws Exception {
    return programs.get("restart").get();
  }

  @TestFactory
  Stream<DynamicTest> aPageWhoseOriginIsRefused() throws Exception {
    return programs.get("wrong-origin").get();
  }

  private static Stream<DynamicTest> wrongOrigin() throws Exception {
    return onItsOwnServer(
        "wrong-origin",
        Map.of("ROOST_SERVER_CHECK_ORIGIN", "elsewhere.example"),
        url -> program("wrong-origin", url));
  }

  @TestFactory
  Stream<DynamicTest> anAccountThatHasSpentItsBudget() throws Exception {
    return programs.get("spent-budget").get();
  }

  private static Stream<DynamicTest> spentBudget() throws Exception {
    return onItsOwnServer(
        "spent-budget",
        Map.of("ROOST_BUDGETS_STORED_BYTES_PER_HOUR", "360000"),
        url -> program("spent-budget", url));
  }

  private static Stream<DynamicTest> talk() throws Exception {
    return onItsOwnServer(
        "talk",
        Map.of("ROOST_ROOMS_AWAY_SECONDS", "3", "ROOST_ROOMS_MAX_CHAT_MESSAGES", "6"),
        url -> program("talk", url));
  }

  private static Stream<DynamicTest> challenge() throws Exception {
    try (ServerControl control =
        new ServerControl(List.of(), embeddedDatabase(data("challenge")))) {
      return onItsOwnServer(
          "challenge",
          Map.of("ROOST_ROOMS_MAX_RUN_SECONDS", "3"),
          url -> program("challenge", url, "--backstage", control.url()));
    }
  }

  private static Stream<DynamicTest> takePictures() throws Exception {
    Files.createDirectories(PICTURES);
    return onItsOwnServer(
        "pictures",
        // No mail is sent there: the page asks for none to an account.
        mailServer(FreePorts.next()),
        url -> program("pictures", url, "--folder", PICTURES.toString()));
  }

  private static Stream<DynamicTest> restart() throws Exception {
    Path data = data("restart");
    try (RoomsProcess server = new RoomsProcess(data, Map.of());
        ServerControl control =
            new ServerControl(List.of(server), embeddedDatabase(server.data()))) {
      server.start();
      String url = "http://127.0.0.1:" + server.port();
      return program("restart", url, "--backstage", control.url()).checks();
    }
  }

  // Each program has its own server, so that programs do not meet in a room.
  private static Stream<DynamicTest> onItsOwnServer(String name, Run run) throws Exception {
    return onItsOwnServer(name, Map.of(), run);
  }

  private static Stream<DynamicTest> onItsOwnServer(
      String name, Map<String, String> environment, Run run) throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      RunningRooms rooms = RunningRooms.start(vertx, data(name), environment);
      return run.on("http://127.0.0.1:" + rooms.port()).checks();
    } finally {
      vertx.close().await();
    }
  }

  private static NodeProgram program(String name, String url, String... arguments)
      throws IOException {
    return NodeProgram.start(
        folder.resolve(name),
        "browser/" + name + ".mjs",
        Stream.concat(Stream.of("--url", url), Stream.of(arguments)).toArray(String[]::new));
  }

  private static Path data(String name) {
    return folder.resolve(name + "-data").toAbsolutePath();
  }

  private static String embeddedDatabase(Path data) {
    return "jdbc:sqlite:" + data.resolve("roost.db");
  }
}

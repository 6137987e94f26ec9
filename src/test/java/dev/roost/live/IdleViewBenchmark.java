package dev.roost.live;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.Params;
import dev.roost.internal.endpoint.EndpointEngine;
import dev.roost.internal.session.SessionLoop;
import dev.roost.internal.session.SessionOutput;
import dev.roost.internal.session.SocketDefinition;
import dev.roost.internal.session.SocketSession;
import dev.roost.live.html.LiveStream;
import dev.roost.serializer.Frame;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.sstore.LocalSessionStore;
import io.vertx.ext.web.sstore.SessionStore;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The heap that one visitor of an idle chat view costs, with 50 messages and 25 members: socket,
 * channel, view, rows and what the server keeps to compare. And dead renders per second.
 */
@State(Scope.Benchmark)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
public class IdleViewBenchmark {
  private static final int VIEWS = 2_000;
  private static final int MESSAGES = 50;
  private static final int MEMBERS = 25;
  private static final int RENDERS = 100;
  private static final String SECRET = "a secret of benchmarks, which sign tokens for themselves";
  private static final Pattern ID = Pattern.compile("<div id=\"([^\"]+)\"");
  private static final Pattern SESSION = Pattern.compile("data-phx-session=\"([^\"]+)\"");
  private static final Pattern STATIC = Pattern.compile("data-phx-static=\"([^\"]+)\"");

  /** Whether messages are a stream; else whether the rows of all views are the same objects. */
  @Param({"own rows", "shared rows", "streams"})
  String rows;

  private Vertx vertx;
  private Context context;
  private SessionLoop loop;
  private SocketDefinition definition;
  private LiveRoutes routes;
  private SessionStore sessions;
  private Session session;
  private ChatPage shared;
  private final List<SocketSession> open = new ArrayList<>();

  /** The figures that JMH prints beside the time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Heap {
    /** The heap of one view. */
    public long bytesPerView;

    /** The heap of one socket without a view. */
    public long bytesPerSocket;
  }

  private abstract static class ChatView extends LiveView {
    final ChatPage page;

    ChatView(ChatPage page) {
      this.page = page;
      on("typing", event -> {});
      on("stop_typing", event -> {});
      on("message", event -> {});
    }

    @Override
    protected void mount(Mount mount) {
      subscribe("chat:lobby");
    }
  }

  private static final class ListView extends ChatView {
    private static final Template<ListView> TEMPLATE =
        Template.of(
            MethodHandles.lookup(),
            """
            <h2>{page.room}</h2>
            <div id="messages">
              <p :for={m in page.messages} :key={m.id} id="m{m.id}"><b>{m.author}</b>: {m.text}</p>
            </div>
            <form id="new" phx-change="typing" phx-submit="message"><input name="text" value={page.draft} phx-blur="stop_typing"></form>
            <ul id="members">
              <li :for={u in page.members} :key={u.name}>{u.name}<span :if={u.typing} class="dots">...</span></li>
            </ul>
            """);

    ListView(ChatPage page) {
      super(page);
    }

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  private static final class StreamView extends ChatView {
    private static final Template<StreamView> TEMPLATE =
        Template.of(
            MethodHandles.lookup(),
            """
            <h2>{page.room}</h2>
            <div id="messages" phx-update="stream">
              <p :for={m, dom in messages} id={dom}><b>{m.author}</b>: {m.text}</p>
            </div>
            <form id="new" phx-change="typing" phx-submit="message"><input name="text" value={page.draft} phx-blur="stop_typing"></form>
            <ul id="members">
              <li :for={u in page.members} :key={u.name}>{u.name}<span :if={u.typing} class="dots">...</span></li>
            </ul>
            """);

    private final LiveStream<ChatPage.Message> messages =
        LiveStream.of("messages", ChatPage.Message::id);

    StreamView(ChatPage page) {
      super(page);
    }

    @Override
    protected void mount(Mount mount) {
      super.mount(mount);
      messages.addAll(page.messages);
      page.messages = List.of();
    }

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  /** Serves the view. */
  @Setup(Level.Trial)
  public void serve() {
    vertx = Vertx.vertx();
    context = vertx.getOrCreateContext();
    loop = new SessionLoop(context);
    shared = new ChatPage("lobby", MESSAGES, MEMBERS);
    sessions = LocalSessionStore.create(vertx);
    session = sessions.createSession(TimeUnit.DAYS.toMillis(1));
    Endpoint endpoint = Endpoint.create(vertx, new EndpointOptions().secretKeyBase(SECRET));
    routes =
        LiveRoutes.create(endpoint, new LiveOptions().layout(page -> page.content().html()))
            .live("/chat", this::newView);
    definition = ((EndpointEngine) endpoint).definition(routes.socketPath());
  }

  private LiveView newView() {
    ChatPage page =
        rows.equals("own rows")
            ? new ChatPage("lobby", MESSAGES, MEMBERS)
            : new ChatPage("lobby", 0, 0);
    if (!rows.equals("own rows")) {
      page.messages = shared.messages;
      page.members = shared.members;
    }
    return rows.equals("streams") ? new StreamView(page) : new ListView(page);
  }

  /** Ends all. */
  @TearDown(Level.Trial)
  public void stop() {
    vertx.close().await();
  }

  private <T> T onLoop(Callable<T> work) throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    context.runOnContext(
        begin -> {
          try {
            done.complete(work.call());
          } catch (Exception failure) {
            done.completeExceptionally(failure);
          }
        });
    return done.get(60, TimeUnit.SECONDS);
  }

  private String deadRender() throws Exception {
    return onLoop(() -> (LiveAnswer.Page) routes.render("/chat", session, Map.of()).result())
        .content()
        .html();
  }

  private static String part(Pattern pattern, String html) {
    Matcher matcher = pattern.matcher(html);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in " + html);
    }
    return matcher.group(1);
  }

  private SocketSession connect() throws Exception {
    return onLoop(
        () ->
            definition.open(
                definition
                    .admit(
                        new Params(Map.of("vsn", "2.0.0")),
                        ConnectInfo.NONE.withSession(session),
                        "websocket")
                    .result(),
                loop,
                new Dropping()));
  }

  private static final class Dropping implements SessionOutput {
    @Override
    public void send(Frame frame) {
      frame.release();
    }

    @Override
    public void sendShared(Frame frame) {}

    @Override
    public void close(int code, String reason) {
      throw new IllegalStateException("closed with " + code + ": " + reason);
    }
  }

  private static byte[] join(String html) {
    String id = part(ID, html);
    return new JsonArray()
        .add("1")
        .add("1")
        .add("lv:" + id)
        .add("phx_join")
        .add(
            new JsonObject()
                .put("url", "http://localhost/chat")
                .put("session", part(SESSION, html))
                .put("static", part(STATIC, html))
                .put("params", new JsonObject().put("_mounts", 0)))
        .toBuffer()
        .getBytes();
  }

  /** Connects many, and measures what they take. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 1)
  @Measurement(iterations = 1)
  public int idle(Heap heap) throws Exception {
    List<byte[]> joins = new ArrayList<>();
    for (int i = 0; i < VIEWS; i++) {
      joins.add(join(deadRender()));
    }
    long empty = usedHeap();
    for (int i = 0; i < VIEWS; i++) {
      open.add(connect());
    }
    long connected = usedHeap();
    for (int i = 0; i < VIEWS; i++) {
      byte[] message = joins.get(i).clone();
      SocketSession each = open.get(i);
      onLoop(
          () -> {
            each.receiveText(message);
            return true;
          });
    }
    if (routes.metrics().open() != VIEWS) {
      throw new IllegalStateException("only " + routes.metrics().open() + " views are open");
    }
    heap.bytesPerSocket = (connected - empty) / VIEWS;
    heap.bytesPerView = (usedHeap() - connected) / VIEWS;
    onLoop(
        () -> {
          open.forEach(SocketSession::closed);
          return true;
        });
    open.clear();
    return joins.size();
  }

  /** Renders the page that HTTP answers with, its tokens included. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OperationsPerInvocation(RENDERS)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Warmup(iterations = 3, time = 1)
  @Measurement(iterations = 5, time = 1)
  public int deadRenders() throws Exception {
    return onLoop(
        () -> {
          int length = 0;
          for (int i = 0; i < RENDERS; i++) {
            length +=
                ((LiveAnswer.Page) routes.render("/chat", session, Map.of()).result())
                    .content()
                    .html()
                    .length();
          }
          return length;
        });
  }

  private static long usedHeap() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return used;
  }
}

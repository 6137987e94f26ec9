package dev.roost.live.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.channel.ConnectInfo;
import dev.roost.live.LiveAnswer;
import dev.roost.live.StatusException;
import dev.roost.serializer.Events;
import dev.roost.serializer.Payload;
import dev.roost.testing.Received;
import dev.roost.testing.TestEndpoint;
import dev.roost.testing.TestPush;
import dev.roost.testing.TestSocket;
import dev.roost.token.MaxAge;
import dev.roost.token.TokenCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * One page of a visitor, and its connection. Does what the client does: joins the views of the
 * page, merges what they send, follows navigation, and tells which components are gone.
 */
final class Browser {
  private static final String ORIGIN = "http://localhost";
  private static final Set<String> RELOADING = Set.of("unauthorized", "stale");
  private static final MaxAge FLASH_AGE = MaxAge.of(Duration.ofMinutes(1));

  private final TestVisitor visitor;
  private final TestEndpoint endpoint;
  private final BlockingQueue<Received> arrived = new LinkedBlockingQueue<>();
  private final PageContent content = new PageContent();
  private final Map<String, Consumer<JsonNode>> replies = new HashMap<>();
  private final List<NavigationEvent> navigations = new ArrayList<>();
  private final List<PushedEvent> events = new ArrayList<>();
  private final FormInputs inputs = new FormInputs();
  private final Map<String, String> flash = new LinkedHashMap<>();
  private @Nullable TestSocket socket;
  private String url = "";
  private @Nullable String title;
  private @Nullable String crashed;
  private @Nullable JsonNode hookReply;
  private @Nullable TestSubmission submission;
  private String csrfToken = "";
  private boolean navigated;
  private int mounts;
  private int files;

  /** The kinds of navigation. */
  enum NavigationKind {
    PATCH,
    NAVIGATE,
    REDIRECT
  }

  /** A navigation of the page to another URL. */
  record NavigationEvent(NavigationKind kind, String to) {
    @Override
    public String toString() {
      return kind.name().toLowerCase(Locale.ROOT) + " to " + to;
    }
  }

  /** An event for the page's JavaScript. */
  record PushedEvent(String name, JsonNode payload) {
    @Override
    public String toString() {
      return name + " " + payload;
    }
  }

  Browser(TestVisitor visitor) {
    this.visitor = visitor;
    this.endpoint = visitor.endpoint();
  }

  TestView view() {
    return new TestView(this, null);
  }

  TestEndpoint endpoint() {
    return endpoint;
  }

  String nextFileRef() {
    return String.valueOf(files++);
  }

  FormInputs inputs() {
    return inputs;
  }

  String mainId() {
    return content.mainId();
  }

  String url() {
    return url;
  }

  @Nullable String title() {
    return title;
  }

  Map<String, String> flash() {
    return flash;
  }

  List<NavigationEvent> navigations() {
    return navigations;
  }

  List<PushedEvent> events() {
    return events;
  }

  @Nullable String crashed() {
    return crashed;
  }

  // -- Loading

  /** Shows a page that HTTP answered with, and connects it. */
  void show(String newUrl, LiveAnswer.Page page) {
    if (socket != null) {
      socket.close();
    }
    replies.clear();
    arrived.clear();
    inputs.clear();
    url = newUrl;
    title = page.title();
    flash.clear();
    flash.putAll(page.flash());
    crashed = null;
    submission = null;
    navigated = false;
    mounts = 0;
    csrfToken = page.csrfToken();
    connect();
    content.load(page.content().html());
    joinMain(null);
    await(this::isShown, () -> "the view at " + newUrl + " did not answer its join");
  }

  private void connect() {
    TestSocket connected =
        endpoint
            .connecting()
            .path(visitor.routes().socketPath())
            .params(Map.of("_csrf_token", csrfToken, "_mounts", String.valueOf(mounts)))
            .info(ConnectInfo.NONE.withSession(visitor.session()))
            .accepted();
    connected.onMessage(arrived::add);
    socket = connected;
  }

  /** Loads a page, if there is a live view at its URL; else nothing is shown. */
  private void load(String to, Map<String, String> newFlash) {
    if (!to.startsWith("/")) {
      leaveAll();
      return;
    }
    LiveAnswer answer;
    try {
      answer = visitor.answer(to, newFlash);
    } catch (AssertionError noPage) {
      if (noPage.getCause() instanceof StatusException) {
        leaveAll();
        return;
      }
      throw noPage;
    }
    if (answer instanceof LiveAnswer.Redirect redirect) {
      navigations.add(new NavigationEvent(NavigationKind.REDIRECT, redirect.to()));
      load(redirect.to(), redirect.flash());
    } else {
      show(to, (LiveAnswer.Page) answer);
    }
  }

  private void leaveAll() {
    socket().close();
    content.clear();
  }

  TestSocket socket() {
    if (socket == null) {
      throw new IllegalStateException("the page is not connected");
    }
    return socket;
  }

  private void join(PageView view, @Nullable String urlMember, @Nullable String flashToken) {
    Map<String, Object> payload = new HashMap<>();
    if (urlMember != null) {
      payload.put(urlMember, ORIGIN + url);
    }
    payload.put("params", Map.of("_mounts", mounts, "_mount_attempts", 0));
    payload.put("session", view.session());
    payload.put("static", view.statics());
    payload.put("sticky", view.isSticky());
    if (flashToken != null) {
      payload.put("flash", flashToken);
    }
    view.joining(socket().joining(view.topic(), payload));
  }

  /** Whether the main view has joined, or the page is none of ours. */
  private boolean isShown() {
    return content.isEmpty() || main().isJoined();
  }

  private void joinMain(@Nullable String flashToken) {
    join(main(), navigated ? "redirect" : "url", flashToken);
  }

  /** Mounts the views of the page once more, as the client does after a crash. */
  void rejoin() {
    FormRecovery forms = FormRecovery.of(this);
    mounts++;
    mountAgain(forms);
  }

  /** Loses the connection and connects again, as the client does. */
  void reconnect() {
    FormRecovery forms = FormRecovery.of(this);
    socket().close();
    arrived.clear();
    replies.clear();
    mounts++;
    connect();
    for (PageView view : content.views()) {
      view.end();
      if (view.isSticky()) {
        join(view, null, null);
      }
    }
    mountAgain(forms);
  }

  private void mountAgain(FormRecovery forms) {
    crashed = null;
    content.removeNested();
    joinMain(null);
    await(
        () -> isShown() && content.views().stream().allMatch(PageView::isJoined),
        () -> "the view at " + url + " did not answer its join");
    forms.send();
  }

  /** Sends a form to an HTTP route, and leaves the page. */
  void submit(Element form, List<FormFields.Entry> pressed) {
    List<FormFields.Entry> fields = new ArrayList<>(new EncodedForm(inputs, form).entries());
    fields.addAll(pressed);
    submission = TestSubmission.of(visitor, form, fields, url);
    leaveAll();
  }

  /** The form that has ended this page; null if none has. */
  @Nullable TestSubmission submission() {
    return submission;
  }

  PageView main() {
    return view(content.mainId());
  }

  PageView view(String id) {
    PageView view = content.find(id);
    if (view == null) {
      throw endpoint.failure("the page has no view " + id + ", but " + content.ids());
    }
    return view;
  }

  // -- Messages

  /** Sends a message of a view, and handles its reply when it comes. */
  void push(PageView view, String event, Object payload, Consumer<JsonNode> onReply) {
    TestPush push = view.channel().push(event, payload);
    replies.put(view.topic() + " " + push.ref(), onReply);
  }

  /** Sends a message of a view, and waits for its reply. */
  void pushAndWait(PageView view, String event, Object payload) {
    boolean[] replied = {false};
    push(view, event, payload, reply -> replied[0] = true);
    await(() -> replied[0] || crashed != null, () -> event + " was not answered");
    if (!replied[0]) {
      throw endpoint.failure("the view crashed when it handled " + payload);
    }
  }

  /** Waits until a condition holds: for the timeout, and longer while the server is at work. */
  void await(BooleanSupplier condition, Supplier<String> otherwise) {
    if (!awaits(condition)) {
      throw endpoint.failure(otherwise.get());
    }
  }

  boolean awaits(BooleanSupplier condition) {
    long end = System.nanoTime() + endpoint.timeout().toNanos();
    while (true) {
      update();
      if (condition.getAsBoolean()) {
        return true;
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      try {
        Received next = arrived.poll(left, TimeUnit.NANOSECONDS);
        if (next != null) {
          receive(next);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting", e);
      }
    }
  }

  /** Lets the server come to rest, and takes in all that it has sent. */
  void update() {
    do {
      endpoint.settle();
      Received next = arrived.poll();
      while (next != null) {
        receive(next);
        next = arrived.poll();
      }
      reportDestroyedComponents();
      endpoint.settle();
    } while (!arrived.isEmpty());
  }

  private void receive(Received message) {
    Received read = message;
    PageView view = content.find(read.topic().startsWith("lv:") ? read.topic().substring(3) : "");
    if (view == null || (read.joinRef() != null && !view.isOf(read.joinRef()))) {
      Consumer<JsonNode> ofUpload = replies.remove(read.topic() + " " + read.ref());
      if (ofUpload != null) {
        ofUpload.accept(read.payload().json());
      }
      return;
    }
    switch (read.event()) {
      case Events.REPLY -> reply(view, read);
      case Events.ERROR -> {
        crashed = view.id();
        view.end();
      }
      case Events.CLOSE -> view.end();
      case "diff" -> merge(view, read.payload().json());
      case "live_patch" -> patched(read.payload().json());
      case "live_redirect" -> navigate(read.payload().json());
      case "redirect" -> redirect(read.payload().json());
      default -> {}
    }
  }

  private void reply(PageView view, Received reply) {
    JsonNode response = reply.payload().json();
    if (view.isOf(reply.ref())) {
      joined(view, "ok".equals(reply.status()), response);
      return;
    }
    if (response.has("diff")) {
      merge(view, response.get("diff"));
    }
    Consumer<JsonNode> handler = replies.remove(view.topic() + " " + reply.ref());
    if (handler != null) {
      handler.accept(response);
    }
    if (response.has("live_redirect")) {
      navigate(response.get("live_redirect"));
    } else if (response.has("redirect")) {
      redirect(response.get("redirect"));
    } else if (response.path("link_redirect").asBoolean()) {
      throw endpoint.failure("the link is a patch, but its URL is of another view");
    }
  }

  private void joined(PageView view, boolean accepted, JsonNode response) {
    if (accepted) {
      view.joined();
      if (response.has("live_patch")) {
        patched(response.get("live_patch"));
      }
      merge(view, response.path("rendered"));
    } else if (response.has("live_redirect")) {
      navigate(response.get("live_redirect"));
    } else if (response.has("redirect")) {
      redirect(response.get("redirect"));
    } else if (view.id().equals(content.mainId())
        && RELOADING.contains(response.path("reason").asText())) {
      // A view of another live session, or a session that has ended.
      load(url, flash);
    } else {
      throw endpoint.failure("view " + view.id() + " refused to be joined: " + response);
    }
  }

  private void merge(PageView view, JsonNode diff) {
    view.tree().merge(diff);
    if (diff.has("t") && view.id().equals(content.mainId())) {
      title = diff.get("t").asText();
    }
    if (diff.path("r").isObject()) {
      hookReply = diff.get("r");
    }
    for (JsonNode event : diff.path("e")) {
      events.add(new PushedEvent(event.path(0).asText(), event.path(1)));
    }
    content.changed();
    syncViews();
    inputs.patched(document());
    Element triggered = document().selectFirst("form[phx-trigger-action]");
    if (triggered != null) {
      submit(triggered, List.of());
    }
  }

  private void patched(JsonNode patch) {
    url = patch.path("to").asText();
    navigations.add(new NavigationEvent(NavigationKind.PATCH, url));
  }

  private void navigate(JsonNode place) {
    PageView root = main();
    navigations.add(new NavigationEvent(NavigationKind.NAVIGATE, place.path("to").asText()));
    takeFlash(place);
    if (root.isJoined()) {
      root.channel().leave();
    }
    url = place.path("to").asText();
    content.removeNested();
    inputs.clear();
    mounts = 0;
    navigated = true;
    joinMain(place.has("flash") ? place.get("flash").asText() : null);
  }

  private void redirect(JsonNode place) {
    String to = place.path("to").asText();
    navigations.add(new NavigationEvent(NavigationKind.REDIRECT, to));
    takeFlash(place);
    load(to, new LinkedHashMap<>(flash));
  }

  private void takeFlash(JsonNode place) {
    flash.clear();
    if (place.has("flash")) {
      TokenCheck check =
          endpoint
              .endpoint()
              .tokens("live view flash")
              .verify(place.get("flash").asText(), FLASH_AGE);
      if (check.isValid()) {
        check
            .data()
            .json()
            .path("messages")
            .properties()
            .forEach(message -> flash.put(message.getKey(), message.getValue().asText()));
      }
    }
  }

  /** The last reply to a hook, once; null if there is none. */
  @Nullable JsonNode takeReply() {
    JsonNode reply = hookReply;
    hookReply = null;
    return reply;
  }

  /** Follows a link to another URL of the view. */
  void patch(String to) {
    pushAndWait(main(), "live_patch", Map.of("url", ORIGIN + to));
    url = to;
    navigations.add(new NavigationEvent(NavigationKind.PATCH, to));
  }

  /** Follows a link that is a page load. */
  void follow(String to) {
    navigations.add(new NavigationEvent(NavigationKind.REDIRECT, to));
    load(to, Map.of());
  }

  /** Follows a link to another view of the live session. */
  void followNavigation(String to) {
    navigate(Payload.of(Map.of("to", to)).json());
  }

  // -- The page

  /** Joins views that have appeared, and leaves those that are gone. */
  private void syncViews() {
    for (PageView gone : content.removeGone()) {
      if (gone.isJoined()) {
        gone.channel().leave();
      }
    }
    content.addAppeared().forEach(appeared -> join(appeared, null, null));
  }

  private void reportDestroyedComponents() {
    for (PageView view : List.copyOf(content.views())) {
      List<Integer> missing = view.isJoined() ? view.tree().missingComponents() : List.of();
      if (missing.isEmpty()) {
        continue;
      }
      push(view, "cids_will_destroy", Map.of("cids", missing), marked -> {});
      push(
          view,
          "cids_destroyed",
          Map.of("cids", missing),
          destroyed ->
              destroyed.path("cids").forEach(cid -> view.tree().removeComponent(cid.asInt())));
      endpoint.settle();
      Received next = arrived.poll();
      while (next != null) {
        receive(next);
        next = arrived.poll();
      }
    }
  }

  /** The content of the page. */
  Document document() {
    return content.document();
  }

  /** The view that an element belongs to. */
  PageView owner(Element element) {
    return view(content.ownerOf(element));
  }
}

package dev.roost.live;

import dev.roost.channel.Params;
import dev.roost.channel.StopReason;
import dev.roost.live.html.TrustedHtml;
import dev.roost.presence.Presence;
import dev.roost.serializer.Broadcast;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page that the server renders and keeps up to date: an object for each visitor, whose fields are
 * its state. After each callback the template is rendered again, and the browser is sent what
 * changed. Mirrors {@code Phoenix.LiveView}.
 *
 * <pre>{@code
 * public final class CounterView extends LiveView {
 *   private static final Template<CounterView> TEMPLATE =
 *       Template.of(MethodHandles.lookup(), """
 *           <p>{count}</p>
 *           <button phx-click="up">+</button>
 *           """);
 *
 *   private int count;
 *
 *   public CounterView() {
 *     on("up", event -> count++);
 *   }
 *
 *   @Override
 *   protected Template<?> template() {
 *     return TEMPLATE;
 *   }
 * }
 * }</pre>
 *
 * <p>Callbacks run one at a time on the event loop of the visitor's connection and must not block.
 * Work that takes time is a {@link Future} given to {@link #hold}: the answer, and with it the
 * render, waits for it, and so do later events. A {@link BlockingLiveView} may block instead.
 *
 * <p>A callback that throws crashes the view: the page shows its error state, and mounts a new
 * instance. Methods of this class may be called in callbacks only; from any other thread they throw
 * an {@link IllegalStateException}. {@link #post} and {@link #run} may be called from any thread.
 */
public abstract class LiveView {
  private static final Logger log = LoggerFactory.getLogger(LiveView.class);

  private final LiveEventHandlers handlers = new LiveEventHandlers();
  private final List<Upload> uploads = new ArrayList<>(0);
  private @Nullable LiveProcess process;

  // -- Callbacks

  /** The template that shows this view. Asked once, after the mount. */
  protected abstract Template<?> template();

  /** Prepares the state. Called first, for HTTP's page and again when the page has connected. */
  protected void mount(Mount mount) {}

  /**
   * The URL of a view at a route has these parameters: after {@link #mount}, and whenever a patch
   * changes them.
   */
  protected void handleParams(Params params, LiveUri uri) {}

  /** An event of the page without a handler of its own, see {@link #on}. By default a crash. */
  protected void handleEvent(LiveEvent event) {
    throw event.unknown();
  }

  /** A message of the server's own code, which was {@linkplain #post posted}. */
  protected void handleInfo(Object message) {
    log.warn("{} ignores an unexpected message of {}", this, message.getClass().getName());
  }

  /** A broadcast of a topic that this view {@linkplain #subscribe subscribed} to. */
  protected void handleBroadcast(Broadcast broadcast) {
    log.warn("{} ignores an unexpected broadcast of {}", this, broadcast.topic());
  }

  /** The visitor has left, or the view has crashed. Not called for HTTP's page. */
  protected void terminate(StopReason reason) {}

  // -- Handlers of single events

  /**
   * Registers the handler of an event, in the constructor or in {@link #mount}.
   *
   * @throws IllegalArgumentException if the event has a handler already
   */
  protected final void on(String event, Consumer<LiveEvent> handler) {
    handlers.add(event, handler);
  }

  /**
   * Registers the handler of an event whose value is decoded as this type, often a record. A value
   * that does not fit crashes the view, as the page and its template belong together.
   *
   * @throws IllegalArgumentException if the event has a handler already
   */
  protected final <T> void on(String event, Class<T> type, EventHandler<T> handler) {
    handlers.add(event, type, handler);
  }

  /**
   * As {@link #on(String, Class, EventHandler)} for one member of the value: {@code "message"} for
   * a form with {@code name="message[content]"}.
   */
  protected final <T> void on(String event, String member, Class<T> type, EventHandler<T> handler) {
    handlers.add(event, member, type, handler);
  }

  final void dispatch(LiveEvent event) throws Exception {
    handlers.dispatch(event, this::handleEvent);
  }

  // -- Uploads

  /**
   * Declares a file input, in the constructor or in {@link #mount}.
   *
   * @param name of the input: letters, digits, hyphens and underscores
   */
  protected final Upload upload(String name, UploadOptions options) {
    Upload upload = new Upload(Container.checkId(name), options);
    uploads.add(upload);
    if (process != null) {
      process.uploads().add(upload);
    }
    return upload;
  }

  /** Drops a file that was chosen, whether it has arrived or not. */
  protected final void cancelUpload(Upload upload, String entryRef) {
    process().cancel(upload, entryRef);
  }

  /**
   * Takes the files that have arrived, for example when the form is submitted. Later events wait,
   * as with {@link #hold}.
   *
   * @param consumer reads or moves a file; what it leaves is deleted when its future completes
   * @return the consumer's results
   */
  protected final <T> Future<List<T>> consumeUploads(
      Upload upload, Function<UploadedFile, Future<T>> consumer) {
    Future<List<T>> consumed = process().consume(upload, consumer);
    hold(consumed);
    return consumed;
  }

  // -- What a view can do

  /** The id of the view's element, which its topic is made of. */
  public final String id() {
    return mounted().id();
  }

  /** Whether the page is connected; false while HTTP's page is made. */
  public final boolean isConnected() {
    return mounted().isConnected();
  }

  /**
   * Subscribes to a topic. {@link #handleBroadcast} receives its broadcasts. Nothing for HTTP's
   * page.
   */
  protected final void subscribe(String topic) {
    process().port().subscribe(topic);
  }

  /** Ends what {@link #subscribe} began. */
  protected final void unsubscribe(String topic) {
    process().port().unsubscribe(topic);
  }

  /** Sends an event to all subscribers of a topic on all nodes, this view included. */
  protected final void broadcast(String topic, String event, Object payload) {
    process().port().broadcast(topic, event, payload);
  }

  /** As {@link #broadcast}, but this view is left out. */
  protected final void broadcastFrom(String topic, String event, Object payload) {
    process().port().broadcastFrom(topic, event, payload);
  }

  /** Tracks this view under a key of a topic until it ends. Nothing for HTTP's page. */
  protected final void track(Presence presence, String topic, Object key, Object meta) {
    process().port().presence(channel -> presence.track(channel, topic, key, meta));
  }

  /** Changes the meta of what {@link #track} began, or begins it. Nothing for HTTP's page. */
  protected final void trackOrUpdate(Presence presence, String topic, Object key, Object meta) {
    process().port().presence(channel -> presence.trackOrUpdate(channel, topic, key, meta));
  }

  /** Ends what {@link #track} began. Nothing for HTTP's page. */
  protected final void untrack(Presence presence, String topic, Object key) {
    process().port().presence(channel -> presence.untrack(channel, topic, key));
  }

  /**
   * Sends an event to the page's JavaScript with the next diff: hooks get it by {@code
   * handleEvent}, the window as {@code phx:name}.
   *
   * @param payload becomes a JSON object
   */
  protected final void pushEvent(String name, Object payload) {
    process().pushEvent(name, payload);
  }

  /** Changes the URL to another of this view's; {@link #handleParams} is called. */
  protected final void pushPatch(String path) {
    process().navigate(new Navigation.Patch(LocalPath.check(path), false));
  }

  /** As {@link #pushPatch}, instead of the current entry of the browser's history. */
  protected final void replacePatch(String path) {
    process().navigate(new Navigation.Patch(LocalPath.check(path), true));
  }

  /** Goes to another view over the same connection; if its live session is another, by a load. */
  protected final void pushNavigate(String path) {
    process().navigate(new Navigation.Navigate(LocalPath.check(path), false));
  }

  /** As {@link #pushNavigate}, instead of the current entry of the browser's history. */
  protected final void replaceNavigate(String path) {
    process().navigate(new Navigation.Navigate(LocalPath.check(path), true));
  }

  /** Loads another page of this host. */
  protected final void redirect(String path) {
    process().navigate(new Navigation.Redirect(LocalPath.check(path)));
  }

  /** Loads a page of another host. */
  protected final void redirectExternal(String url) {
    process().navigate(new Navigation.Redirect(LocalPath.checkExternal(url)));
  }

  /** Sets the document's title; {@code data-prefix} and {@code data-suffix} are added. */
  protected final void title(String title) {
    process().title(title);
  }

  /** Shows a message of a kind, such as {@code info} or {@code error}; it survives navigation. */
  protected final void putFlash(String kind, String message) {
    process().putFlash(kind, message);
  }

  /** Takes the message of a kind away. */
  protected final void clearFlash(String kind) {
    process().clearFlash(kind);
  }

  /** The messages by kind, for the template. */
  protected final Map<String, String> flash() {
    return process().flash();
  }

  /**
   * The element of a view within this one, for the template: {@code {clock}} with a method that
   * returns {@code nested("clock", ClockView.class, Map.of())}. The view runs on its own, with a
   * channel of its own, and ends with this one.
   *
   * @param id of its element, unique in the page: letters, digits, hyphens and underscores
   * @param session what its {@link Mount} is given; the page holds it signed, and readable
   * @throws IllegalStateException if {@link LiveRoutes#nested} does not know the view
   */
  protected final TrustedHtml nested(
      String id, Class<? extends LiveView> view, Map<String, Object> session) {
    return process().placement().nested(new Nested(id, view, session, false));
  }

  /** As {@link #nested}, for a view that stays while the page goes from view to view. */
  protected final TrustedHtml sticky(
      String id, Class<? extends LiveView> view, Map<String, Object> session) {
    return process().placement().nested(new Nested(id, view, session, true));
  }

  /** The component of this class and id on the page, for changing it from outside; or null. */
  protected final <C extends LiveComponent> @Nullable C component(Class<C> type, Object id) {
    return process().renderer().state().component(type, id);
  }

  /**
   * Lets work go on beside the view, which stays responsive. Nothing happens for HTTP's page.
   *
   * <pre>{@code
   * orders = AsyncResult.loading();
   * startAsync("orders", repository.find(customer), result -> orders = result);
   * }</pre>
   *
   * @param name of the work; what is under way under the same name is forgotten
   * @param work its result may not be null
   * @param done a callback of this view
   */
  protected final <T> void startAsync(String name, Future<T> work, Consumer<AsyncResult<T>> done) {
    process().tasks().start(name, work, done);
  }

  /** As {@link #startAsync(String, Future, Consumer)}, for code that blocks. */
  protected final <T> void startAsync(
      String name, Callable<T> work, Consumer<AsyncResult<T>> done) {
    if (isConnected()) {
      process().tasks().start(name, process().port().besides(work), done);
    }
  }

  /**
   * Cancels work that is under way, and drops its result; its callback receives the cancellation.
   */
  protected final void cancelAsync(String name) {
    process().tasks().cancel(name);
  }

  /**
   * Keeps the answer, the render and all later events waiting until the future completes. If it
   * fails, the view crashes.
   */
  protected final void hold(Future<?> until) {
    process().hold(until);
  }

  /** Sends a message to this view, which gets it by {@link #handleInfo}. From any thread. */
  public final void post(Object message) {
    mounted().port().post(Objects.requireNonNull(message));
  }

  /** {@link #post} after a time. Nothing for HTTP's page. */
  protected final void postAfter(long millis, Object message) {
    process().port().postAfter(millis, Objects.requireNonNull(message));
  }

  /** Runs code as a callback of this view, then renders. From any thread. */
  public final void run(Runnable code) {
    mounted().port().run(Objects.requireNonNull(code));
  }

  final void attach(LiveProcess owner) {
    if (process != null) {
      throw new IllegalStateException("a view serves one mount: make a new instance for each");
    }
    process = owner;
    uploads.forEach(owner.uploads()::add);
  }

  private LiveProcess process() {
    mounted().checkThread();
    return mounted();
  }

  private LiveProcess mounted() {
    if (process == null) {
      throw new IllegalStateException("the view is not mounted yet: use mount() for set-up");
    }
    return process;
  }

  /** The class and, once mounted, the id. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + (process == null ? "" : "[" + process.id() + "]");
  }
}

package dev.roost.live;

import dev.roost.channel.Params;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.live.LiveTokens.UploadToken;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One mounted view: runs its callbacks one at a time, and after each carries out what the callback
 * asked for, renders, and answers.
 */
final class LiveProcess {
  // A view that patches its own URL in handleParams each time would never end.
  private static final int MAX_PATCHES = 20;

  private static final Logger log = LoggerFactory.getLogger(LiveProcess.class);

  private final String id;
  private final LiveView view;
  private final LivePort port;
  private final LiveTokens tokens;
  private final Placement placement;
  private final ViewRenderer renderer;
  private final AsyncTasks tasks;
  private final Uploads uploads;
  private final Outgoing outgoing;
  private final Map<String, String> flash = new LinkedHashMap<>();
  private @Nullable Navigation navigation;
  private List<Future<?>> held = List.of();
  private Future<?> blocked = Future.succeededFuture();
  private @Nullable String title;
  private boolean ended;

  LiveProcess(String id, LiveView view, LivePort port, LiveTokens tokens, Placement placement) {
    this.id = id;
    this.view = view;
    this.port = port;
    this.tokens = tokens;
    this.placement = placement;
    this.outgoing = new Outgoing(port.codec());
    this.uploads = placement.newUploads();
    this.tasks = new AsyncTasks(port);
    this.renderer = new ViewRenderer(this);
    view.attach(this);
  }

  // -- For the view

  String id() {
    return id;
  }

  boolean isConnected() {
    return port.isConnected();
  }

  LivePort port() {
    return port;
  }

  Uploads uploads() {
    return uploads;
  }

  /** Passes on the files that have arrived; the view may run on its own thread. */
  <T> Future<List<T>> consume(Upload upload, Function<UploadedFile, Future<T>> consumer) {
    if (!(view instanceof BlockingLiveView)) {
      return uploads.consume(upload, file -> port.loop().transfer(consumer.apply(file)));
    }
    // Handlers that the view adds to the future may block, too.
    Promise<List<T>> consumed = port.thread().promise();
    port.loop()
        .execute(
            () ->
                uploads
                    .consume(
                        upload,
                        file ->
                            port.loop()
                                .transfer(
                                    port.blocking(() -> consumer.apply(file))
                                        .compose(result -> result)))
                    .onComplete(consumed));
    return consumed.future();
  }

  void cancel(Upload upload, String entryRef) {
    if (view instanceof BlockingLiveView) {
      port.loop().execute(() -> uploads.cancel(upload, entryRef));
    } else {
      uploads.cancel(upload, entryRef);
    }
  }

  AsyncTasks tasks() {
    return tasks;
  }

  LiveView view() {
    return view;
  }

  /**
   * Refuses calls of foreign threads: all state of a view belongs to its event loop, or to the
   * thread of a {@link BlockingLiveView}.
   *
   * @throws IllegalStateException on any other thread
   */
  void checkThread() {
    boolean isOwn =
        port.loop().isCurrent() || (view instanceof BlockingLiveView && port.thread().isCurrent());
    if (!isOwn) {
      throw new IllegalStateException(
          view
              + " was called on the thread \""
              + Thread.currentThread().getName()
              + "\", which is not its own; call run(() -> …) or post(message) there");
    }
  }

  void navigate(Navigation to) {
    checkThread();
    if (navigation != null) {
      throw new IllegalStateException(
          "this callback already goes to " + navigation.to() + ", and now to " + to.to());
    }
    navigation = to;
  }

  void hold(Future<?> until) {
    checkThread();
    if (held.isEmpty()) {
      held = new ArrayList<>(1);
    }
    held.add(until);
  }

  void pushEvent(String name, Object payload) {
    checkThread();
    outgoing.event(name, payload);
  }

  void title(String text) {
    checkThread();
    title = text;
    outgoing.title(text);
  }

  /** The title that the view has set last; null if none. */
  @Nullable String title() {
    return title;
  }

  Map<String, String> flash() {
    return Map.copyOf(flash);
  }

  void putFlash(String kind, String message) {
    checkThread();
    flash.put(kind, message);
  }

  void clearFlash(String kind) {
    flash.remove(kind);
  }

  void clearFlash() {
    flash.clear();
  }

  // -- Mounting

  /** Runs the hooks and the mount; a redirect of one skips the rest. */
  Future<?> mount(Mount mount, Iterable<OnMount> hooks, Map<String, String> givenFlash) {
    flash.putAll(givenFlash);
    Future<?> mounted = Future.succeededFuture();
    for (OnMount hook : hooks) {
      mounted =
          mounted.compose(
              done ->
                  navigation == null ? step(() -> hook.onMount(mount)) : Future.succeededFuture());
    }
    return mounted.compose(
        done -> navigation == null ? step(() -> view.mount(mount)) : Future.succeededFuture());
  }

  /** Calls the view's {@code handleParams}, unless it redirects the visitor. */
  Future<?> handleParams(Params params, LiveUri uri) {
    return navigation != null && !(navigation instanceof Navigation.Patch)
        ? Future.succeededFuture()
        : step(() -> view.handleParams(params, uri));
  }

  /** Runs a callback; the future completes when what it waits for has completed. */
  private Future<?> step(Callback callback) {
    if (view instanceof BlockingLiveView) {
      Future<?> run =
          port.blocking(
              () -> {
                callback.run();
                return null;
              });
      blocked = run;
      return run.compose(done -> takeHeld());
    }
    try {
      callback.run();
    } catch (Exception failure) {
      held = List.of();
      return Future.failedFuture(failure);
    }
    return takeHeld();
  }

  /**
   * The futures that the callback waits for. They are joined only now: handlers that the callback
   * has added to the futures run before what follows the callback.
   */
  private Future<?> takeHeld() {
    List<Future<?>> waits = held;
    held = List.of();
    return switch (waits.size()) {
      case 0 -> Future.succeededFuture();
      case 1 -> port.loop().transfer(waits.get(0));
      default -> port.loop().transfer(Future.join(waits));
    };
  }

  /** The code of a callback. */
  interface Callback {
    void run() throws Exception;
  }

  /** Whether a callback has requested a navigation. */
  boolean hasNavigation() {
    return navigation != null;
  }

  /** Takes the navigation that the callbacks so far have requested; null if none. */
  @Nullable Navigation takeNavigation() {
    Navigation taken = navigation;
    navigation = null;
    return taken;
  }

  LiveMetrics metrics() {
    return placement.metrics();
  }

  Placement placement() {
    return placement;
  }

  ViewRenderer renderer() {
    return renderer;
  }

  Outgoing outgoing() {
    return outgoing;
  }

  // -- Uploads and messages of the server

  /** Signs the right to send a file to this mount of the view, for this visitor. */
  String sign(Upload upload, UploadSlot slot) {
    return tokens.upload(
        new UploadToken(id, uploads.mark(), placement.owner(), upload.ref(), slot.entry().ref()),
        Instant.now());
  }

  /** Whether this mount of the view has signed a token, for this visitor. */
  boolean hasSigned(UploadToken token) {
    return token.mount().equals(uploads.mark()) && token.owner().equals(placement.owner());
  }

  /** A file could not be written: its entry stays, with an error. */
  void uploadFailed(Upload upload, UploadSlot slot) {
    slot.fail();
    Consumer<UploadEntry> callback = upload.options().progress();
    port.run(
        () -> {
          if (callback != null) {
            callback.accept(slot.entry());
          }
        });
  }

  /** The channel of a file has ended: the file is dropped, unless it was consumed. */
  void uploadEnded(Upload upload, UploadSlot slot) {
    if (!slot.isFailed() && !slot.hasEnded() && upload.remove(slot)) {
      slot.drop(placement.uploadBudget());
      port.run(() -> {});
    }
  }

  LiveComponent newComponent(Class<? extends LiveComponent> type) {
    return placement.newComponent(type);
  }

  void info(Object message) {
    perform(() -> view.handleInfo(message), () -> settle(null));
  }

  void broadcast(Broadcast broadcast) {
    perform(() -> view.handleBroadcast(broadcast), () -> settle(null));
  }

  void code(Runnable code) {
    perform(code::run, () -> settle(null));
  }

  /** Runs a callback and what follows it, at once if the callback waits for nothing. */
  void perform(Callback callback, Runnable then) {
    if (view instanceof BlockingLiveView) {
      port.hold(step(callback).map(done -> thenNull(then)));
      return;
    }
    long start = System.nanoTime();
    try {
      callback.run();
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new CallbackException(failure);
    }
    metrics().ran(view, System.nanoTime() - start);
    if (held.isEmpty()) {
      then.run();
    } else {
      port.hold(takeHeld().map(done -> thenNull(then)));
    }
  }

  private static @Nullable Object thenNull(Runnable then) {
    then.run();
    return null;
  }

  // -- After a callback

  /**
   * Carries out where the callback sends the visitor, renders, and answers.
   *
   * @param push what is answered; null if the page waits for no answer
   */
  void settle(@Nullable Push push) {
    settle(push, 0);
  }

  private void settle(@Nullable Push push, int patches) {
    Navigation to = takeNavigation();
    if (to instanceof Navigation.Patch patch) {
      checkPatches(view, patches);
      LiveRoute.Match match = placement.patchTarget(patch.to());
      port.push(
          "live_patch", Payload.of(Outgoing.place(patch, placement.basePath()), port.codec()));
      perform(
          () -> view.handleParams(match.params(), match.uri()), () -> settle(push, patches + 1));
    } else if (to != null) {
      leave(push, to);
    } else {
      answer(push, outgoing.with(renderer.changes()));
    }
  }

  /** Sends what has changed. */
  void answer(@Nullable Push push, Diff diff) {
    if (diff.isEmpty()) {
      if (push != null) {
        push.reply(Reply.ok(Payload.EMPTY));
      }
      return;
    }
    Payload payload = push == null ? diff.payload() : diff.payload("diff");
    metrics().sent(payload.length());
    if (push == null) {
      port.push("diff", payload);
    } else {
      push.reply(Reply.ok(payload));
    }
  }

  /** Ends a view that patches its URL without end. */
  static void checkPatches(LiveView view, int patches) {
    if (patches == MAX_PATCHES) {
      throw new IllegalStateException(
          view + " has patched its URL " + MAX_PATCHES + " times in a row");
    }
  }

  private void leave(@Nullable Push push, Navigation to) {
    Map<String, Object> place = Outgoing.leaving(to, flash, tokens, placement.basePath());
    if (push != null) {
      push.reply(Reply.ok(Map.of(Outgoing.event(to), place)));
    } else {
      port.push(Outgoing.event(to), Payload.of(place, port.codec()));
    }
    port.stop(StopReason.NORMAL);
  }

  /** The mount was refused or has crashed: the channel ends without {@link #terminate}. */
  void abandon() {
    if (ended) {
      return;
    }
    ended = true;
    metrics().countEnded();
    placement.ended(this);
    uploads.end();
  }

  void terminate(StopReason reason) {
    abandon();
    if (view instanceof BlockingLiveView) {
      // A callback may still run on the view's thread.
      blocked
          .transform(
              done ->
                  port.blocking(
                      () -> {
                        view.terminate(reason);
                        return null;
                      }))
          .onFailure(failure -> log.error("terminate of {} failed", this, failure));
    } else {
      view.terminate(reason);
    }
  }

  /** The view of a process that has ended; for messages. */
  @Override
  public String toString() {
    return Objects.toString(view);
  }
}

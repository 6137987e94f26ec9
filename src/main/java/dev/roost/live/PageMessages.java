package dev.roost.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.Rate;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.internal.rate.TokenBucket;
import dev.roost.serializer.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles what a page sends to its view, as often as the view admits. On the event loop. */
final class PageMessages {
  private static final Logger log = LoggerFactory.getLogger(PageMessages.class);

  private static final String PROGRESS = "progress";

  private final LiveProcess process;
  private final LiveView view;
  private final @Nullable TokenBucket rate;

  /** To a view that is mounted. */
  PageMessages(LiveProcess process) {
    this.process = process;
    this.view = process.view();
    Rate limit = process.placement().eventRate();
    this.rate =
        limit == null ? null : new TokenBucket(limit.perSecond(), limit.burst(), System.nanoTime());
  }

  /** Handles a message, or ends the view for too many. */
  void handle(Push push) {
    if (!push.event().equals(PROGRESS) && !isAdmitted()) {
      return;
    }
    switch (push.event()) {
      case "event" -> event(push);
      case "live_patch" -> livePatch(push);
      case "cids_will_destroy" -> componentsWillBeDestroyed(push);
      case "cids_destroyed" -> componentsDestroyed(push);
      case "allow_upload" -> allowUpload(push);
      case PROGRESS -> uploadProgress(push);
      default -> log.debug("{} got an unknown message {}", process, push.event());
    }
  }

  private boolean isAdmitted() {
    if (rate == null || rate.take(System.nanoTime())) {
      return true;
    }
    process.metrics().countTooManyEvents(view);
    process.port().stop(StopReason.ERROR);
    return false;
  }

  // -- Events

  private void event(Push push) {
    JsonNode message = push.payload().json();
    String type = message.path("type").asText();
    LiveEvent event =
        new LiveEvent(
            message.required("event").asText(),
            type,
            Payloads.eventValue(message, type, process.port().codec()),
            process.port().codec());
    if (event.name().equals("lv:clear-flash")) {
      clearFlash(event);
      process.settle(push);
      return;
    }
    if (event.name().startsWith("lv:")) {
      throw new UnknownEventException(event.name());
    }
    JsonNode chosen = message.path("uploads");
    if (chosen.isObject()) {
      process.uploads().choose(chosen);
    }
    JsonNode cid = message.get("cid");
    if (cid != null && !cid.isNull()) {
      componentEvent(push, event, cid.asInt());
      return;
    }
    process.perform(
        () -> view.dispatch(event),
        () -> {
          takeReply(event);
          process.settle(push);
        });
  }

  private void clearFlash(LiveEvent event) {
    String kind = event.param("key");
    if (kind == null) {
      process.clearFlash();
    } else {
      process.clearFlash(kind);
    }
  }

  /** An event of a component; one that is not there any more is no error. */
  private void componentEvent(Push push, LiveEvent event, int cid) {
    if (!(process.renderer().state().component(cid) instanceof LiveComponent component)) {
      push.reply(Reply.ok(Payload.EMPTY));
      return;
    }
    process.perform(
        () -> component.dispatch(event),
        () -> {
          takeReply(event);
          if (process.hasNavigation()) {
            process.settle(push);
          } else {
            process.answer(push, process.outgoing().with(process.renderer().changes(cid)));
          }
        });
  }

  private void takeReply(LiveEvent event) {
    if (event.reply() != null) {
      process.outgoing().reply(event.reply());
    }
  }

  /** The page asks for another URL of this view. */
  private void livePatch(Push push) {
    String url = push.payload().json().required("url").asText();
    LiveRoute.Match match = process.placement().match(url);
    if (match == null) {
      throw new IllegalArgumentException("no live view at the path of this URL");
    }
    if (!process.placement().isOwn(match)) {
      push.reply(Reply.ok(Map.of("link_redirect", true)));
      return;
    }
    process.clearFlash();
    process.perform(
        () -> view.handleParams(match.params(), match.uri()), () -> process.settle(push));
  }

  // -- Components

  /** The page has no element of these components any more, unless the next render has. */
  private void componentsWillBeDestroyed(Push push) {
    process.renderer().state().markComponents(cids(push));
    push.reply(Reply.ok(Payload.EMPTY));
  }

  /** They are gone: those that were not rendered again end. */
  private void componentsDestroyed(Push push) {
    Set<Integer> ended = process.renderer().state().deleteComponents(cids(push)).keySet();
    push.reply(Reply.ok(Map.of("cids", ended)));
  }

  private static List<Integer> cids(Push push) {
    List<Integer> cids = new ArrayList<>();
    push.payload().json().path("cids").forEach(cid -> cids.add(cid.asInt()));
    return cids;
  }

  // -- Uploads

  private void allowUpload(Push push) {
    JsonNode message = push.payload().json();
    Uploads uploads = process.uploads();
    Upload upload = uploads.byRef(message.path("ref").asText());
    Map<String, Object> answer = uploads.allow(message, slot -> process.sign(upload, slot));
    Diff diff = process.outgoing().with(process.renderer().changes());
    if (!diff.isEmpty()) {
      answer.put("diff", diff.payload().json());
    }
    push.reply(Reply.ok(answer));
  }

  /** The page has uploaded more of a file. */
  private void uploadProgress(Push push) {
    JsonNode message = push.payload().json();
    UploadEntry entry = process.uploads().progress(message);
    Consumer<UploadEntry> callback =
        process.uploads().byRef(message.path("ref").asText()).options().progress();
    if (entry == null || callback == null) {
      process.settle(push);
    } else {
      process.perform(() -> callback.accept(entry), () -> process.settle(push));
    }
  }
}

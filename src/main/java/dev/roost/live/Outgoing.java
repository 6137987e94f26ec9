package dev.roost.live;

import dev.roost.proxy.BasePath;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of the next diff besides the changes of the page: the reply to a hook, events, the
 * title.
 */
final class Outgoing {
  private final JsonCodec codec;
  private Diff extras = Diff.EMPTY;

  Outgoing(JsonCodec codec) {
    this.codec = codec;
  }

  /** Adds an event of the page's JavaScript. */
  void event(String name, Object payload) {
    extras = extras.withEvent(name, Payload.of(payload, codec));
  }

  void reply(Object answer) {
    extras = extras.withReply(Payload.of(answer, codec));
  }

  void title(String text) {
    extras = extras.withTitle(text);
  }

  /** A render's changes with all that goes along. */
  Diff with(Diff changes) {
    Diff all = changes.with(extras);
    extras = Diff.EMPTY;
    return all;
  }

  /** The event, or the member of an answer, that sends the page there. */
  static String event(Navigation to) {
    return to instanceof Navigation.Redirect ? "redirect" : "live_redirect";
  }

  /** The target of a patch. */
  static Map<String, Object> place(Navigation.Patch patch, BasePath basePath) {
    return Map.of("to", basePath.resolve(patch.to()), "kind", Navigation.kind(patch.replace()));
  }

  /** The target of a navigation or redirect, with the flash that the next page shows. */
  static Map<String, Object> leaving(
      Navigation to, Map<String, String> flash, LiveTokens tokens, BasePath basePath) {
    Map<String, Object> place = new LinkedHashMap<>();
    boolean local = to.to().startsWith("/");
    place.put("to", local ? basePath.resolve(to.to()) : to.to());
    if (to instanceof Navigation.Navigate navigate) {
      place.put("kind", Navigation.kind(navigate.replace()));
    } else {
      place.put("status", 302);
    }
    if (!flash.isEmpty()) {
      place.put("flash", tokens.flash(flash));
    }
    return place;
  }
}

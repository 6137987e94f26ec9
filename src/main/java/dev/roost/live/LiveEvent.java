package dev.roost.live;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.channel.Params;
import dev.roost.serializer.InvalidPayloadException;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of the page: a click, a key, a form that changed or was submitted, a push of a hook.
 *
 * <p>The value of a form is decoded as Phoenix decodes it: {@code user[name]=eve} is {@code
 * {"user": {"name": "eve"}}}. Of other events it is the object of {@code phx-value-*} attributes,
 * or any JSON that a hook pushed.
 */
public final class LiveEvent {
  private static final String TARGET = "_target";
  private static final String UNUSED = "_unused_";

  private final String name;
  private final String type;
  private final Payload value;
  private final JsonCodec codec;
  private @Nullable Object reply;
  private boolean replied;

  LiveEvent(String name, String type, Payload value, JsonCodec codec) {
    this.name = name;
    this.type = type;
    this.value = value;
    this.codec = codec;
  }

  /** The name that the template gave to it, as in {@code phx-click="name"}. */
  public String name() {
    return name;
  }

  /** {@code click}, {@code form}, {@code keydown}, {@code keyup}, {@code hook} and so on. */
  public String type() {
    return type;
  }

  /** The whole value. */
  public Payload value() {
    return value;
  }

  /**
   * The value as an object of this type.
   *
   * @throws InvalidPayloadException if it does not fit
   */
  public <T> T decode(Class<T> to) {
    return value.decode(to);
  }

  /**
   * A part of the value as an object of this type, such as the fields of one form.
   *
   * @param name of the member, as in {@code name="message[content]"} for {@code message}
   * @throws InvalidPayloadException if it is not there or does not fit
   */
  public <T> T decode(String name, Class<T> to) {
    JsonNode member = value.json().get(name);
    if (member == null) {
      throw new InvalidPayloadException(
          "the value of event " + this.name + " has no " + name, Map.of(name, "is missing"), null);
    }
    return Payload.of(member, codec).decode(to);
  }

  /** A member of the value as text; null if it is not there, or an object or list. */
  public @Nullable String param(String name) {
    JsonNode member = value.json().get(name);
    return member == null || member.isContainerNode() || member.isNull() ? null : member.asText();
  }

  /**
   * The value as parameters.
   *
   * @throws InvalidPayloadException if it is not an object
   */
  public Params params() {
    return new Params(Payloads.map(value));
  }

  /**
   * The path of the input that changed, {@code ["message", "content"]} for {@code
   * name="message[content]"}; empty if the event tells of none.
   */
  public List<String> target() {
    List<String> path = new ArrayList<>();
    value.json().path(TARGET).forEach(part -> path.add(part.asText()));
    return path;
  }

  /**
   * Whether the user has not touched an input yet, so that it should not be complained about.
   *
   * @param path as in {@link #target}
   */
  public boolean isUnused(String... path) {
    if (path.length == 0) {
      throw new IllegalArgumentException("name the input");
    }
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < path.length; i++) {
      String part = i == path.length - 1 ? UNUSED + path[i] : path[i];
      pointer.append('/').append(part.replace("~", "~0").replace("/", "~1"));
    }
    return !value.json().at(JsonPointer.compile(pointer.toString())).isMissingNode();
  }

  /**
   * Answers a hook's {@code pushEvent}, whose promise gets this value.
   *
   * @param answer becomes a JSON object
   * @throws IllegalStateException if the event has been answered
   */
  public void reply(Object answer) {
    if (replied) {
      throw new IllegalStateException("the event " + name + " has been answered already");
    }
    replied = true;
    reply = answer;
  }

  /** The answer; null if there is none. */
  @Nullable Object reply() {
    return reply;
  }

  /** The exception of a view that does not know this event: {@code throw event.unknown();}. */
  public UnknownEventException unknown() {
    return new UnknownEventException(name);
  }

  /** Name and type, never the value. */
  @Override
  public String toString() {
    return "LiveEvent[" + name + ", " + type + "]";
  }
}

package dev.roost.live;

import dev.roost.serializer.JacksonCodec;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a view as the JSON that the client merges, with events, the reply to an event of a
 * hook, and the page's title. Immutable.
 */
public final class Diff {
  /** Nothing to send. */
  public static final Diff EMPTY = new Diff(new byte[0], null, null, List.of(), null);

  private static final JsonCodec AS_IT_IS = new Encoded();

  private final byte[] tree;
  private final byte @Nullable [] components;
  private final @Nullable String title;
  private final List<Event> events;
  private final @Nullable Payload reply;

  private record Event(String name, Payload payload) {}

  private Diff(
      byte[] tree,
      byte @Nullable [] components,
      @Nullable String title,
      List<Event> events,
      @Nullable Payload reply) {
    this.tree = tree;
    this.components = components;
    this.title = title;
    this.events = events;
    this.reply = reply;
  }

  /** Of the members of the tree and of the member {@code c}, without braces. */
  static Diff of(byte[] tree, byte @Nullable [] components) {
    return tree.length == 0 && components == null
        ? EMPTY
        : new Diff(tree, components, null, List.of(), null);
  }

  /** Whether there is nothing to send. */
  public boolean isEmpty() {
    return tree.length == 0
        && components == null
        && title == null
        && events.isEmpty()
        && reply == null;
  }

  /** This and a new title of the page. */
  public Diff withTitle(String newTitle) {
    return new Diff(tree, components, newTitle, events, reply);
  }

  /**
   * This and an event for hooks and for listeners of {@code phx:NAME}. Events arrive in the order
   * in which they are added.
   *
   * @param payload a JSON object
   */
  public Diff withEvent(String name, Payload payload) {
    List<Event> more = new ArrayList<>(events);
    more.add(new Event(name, payload));
    return new Diff(tree, components, title, List.copyOf(more), reply);
  }

  /**
   * This and the reply to a hook's {@code pushEvent}.
   *
   * @param newReply a JSON object
   */
  public Diff withReply(Payload newReply) {
    return new Diff(tree, components, title, events, newReply);
  }

  /** This tree with the title, events and reply of another diff, which has no tree. */
  Diff with(Diff extras) {
    return extras.isEmpty()
        ? this
        : new Diff(tree, components, extras.title, extras.events, extras.reply);
  }

  /** The JSON object, in UTF-8. */
  public byte[] json() {
    Json out = new Json();
    out.write('{');
    if (reply != null) {
      out.member("r", reply);
    }
    if (!events.isEmpty()) {
      out.events(events);
    }
    if (title != null) {
      out.member("t", Payload.of(title));
    }
    if (tree.length > 0) {
      out.separate().writeBytes(tree);
    }
    if (components != null) {
      out.separate().ascii("\"c\":{").writeBytes(components);
      out.write('}');
    }
    out.write('}');
    return out.toByteArray();
  }

  /** The JSON object as a payload: what {@code diff} pushes to the client. */
  public Payload payload() {
    return encoded(json());
  }

  /** A payload of one member that holds this, such as {@code {"diff": …}}. */
  public Payload payload(String member) {
    byte[] json = json();
    Json out = new Json();
    out.ascii("{\"" + member + "\":").writeBytes(json);
    out.write('}');
    return encoded(out.toByteArray());
  }

  /** A payload of JSON that is known to be well-formed, and so is not parsed. */
  private static Payload encoded(byte[] json) {
    return Payload.of(new EncodedJson(json), AS_IT_IS).with(JacksonCodec.standard());
  }

  /** The JSON object as text. */
  @Override
  public String toString() {
    return new String(json(), StandardCharsets.UTF_8);
  }

  private static final class EncodedJson {
    final byte[] json;

    EncodedJson(byte[] json) {
      this.json = json;
    }
  }

  /** Takes the bytes for the JSON that they are. */
  private static final class Encoded implements JsonCodec {
    @Override
    public byte[] encode(@Nullable Object value) {
      return ((EncodedJson) Objects.requireNonNull(value)).json;
    }

    @Override
    public @Nullable Object decode(byte[] utf8, int offset, int length, Type type) {
      return JacksonCodec.standard().decode(utf8, offset, length, type);
    }
  }

  /** Puts the members of an object together. */
  private static final class Json extends ByteArrayOutputStream {
    Json() {
      super(256);
    }

    Json ascii(String text) {
      writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    }

    Json separate() {
      if (count > 1) {
        write(',');
      }
      return this;
    }

    void member(String name, Payload value) {
      separate().ascii("\"" + name + "\":").payload(value);
    }

    void payload(Payload value) {
      writeBytes(value.appendTo(Buffer.buffer(value.length())).getBytes());
    }

    void events(List<Event> events) {
      separate().ascii("\"e\":[");
      for (int i = 0; i < events.size(); i++) {
        ascii(i == 0 ? "[" : ",[").payload(Payload.of(events.get(i).name()));
        write(',');
        payload(events.get(i).payload());
        write(']');
      }
      write(']');
    }
  }
}

/**
 * Live views: HTML that the server renders, and keeps up to date in the browser by sending what
 * changed. The unmodified {@code phoenix_live_view} client merges it; tested are versions 1.1.32
 * and 1.2.12.
 *
 * <h2>Templates</h2>
 *
 * <p>A {@link dev.roost.live.Template} is HTML in a text block or in a file beside the class. It is
 * compiled when the class is initialized, against the class's fields and methods, so that a wrong
 * name fails in the first test.
 *
 * <pre>{@code
 * final class ChatView {
 *   private static final Template<ChatView> PAGE =
 *       Template.of(
 *           MethodHandles.lookup(),
 *           """
 *           <h2>{room}</h2>
 *           <p :for={m in messages} :key={m.id} id="m{m.id}"><b>{m.author}</b>: {m.text}</p>
 *           <p :if={messages.isEmpty}>No messages yet.</p>
 *           """);
 *
 *   record Message(long id, String author, String text) {}
 *
 *   private String room = "lobby";
 *   private List<Message> messages = List.of();
 * }
 * }</pre>
 *
 * <ul>
 *   <li><code>{path}</code> stands in text and in attribute values. A path is names with dots
 *       between them: fields, components of records, methods without arguments, properties with a
 *       {@code get} method, keys of maps. For anything else, write a method of the view.
 *   <li>{@code :if}, {@code :for} ({@code {item in list}} or {@code {item, index in list}}) and
 *       {@code :key} stand on any element or component.
 *   <li><code>title={path}</code> leaves the attribute out if the value is null or false, and
 *       writes its name only if it is true. {@code class} takes lists and maps too.
 *   <li>Values are escaped for where they are: text, attributes, URLs, styles. Nothing can be
 *       inserted into scripts, style sheets, {@code on…} attributes, and names of tags and
 *       attributes.
 *   <li>{@code <.card title={x}>…</.card>} calls a {@link dev.roost.live.FunctionComponent}; {@code
 *       <.Counter id={x}/>}, with a capital, places a stateful component of that class.
 *   <li>{@link dev.roost.live.html.Js} makes commands for attributes such as {@code phx-click}.
 * </ul>
 *
 * <h2>Views</h2>
 *
 * <p>A {@link dev.roost.live.LiveView} is an object for each visitor. {@link
 * dev.roost.live.LiveRoutes} gives it a path; {@link dev.roost.live.LiveSession} groups paths and
 * runs {@link dev.roost.live.OnMount} hooks before their views. {@link
 * dev.roost.live.BlockingLiveView} may block, {@link dev.roost.live.LiveComponent} is a part with a
 * state of its own.
 *
 * <p>All code of a view runs on the event loop of its connection, or on the thread of a blocking
 * view. Calls of other threads throw; {@code view.run(() -> …)} and {@code view.post(message)}
 * bring them there.
 *
 * <h2>Navigation</h2>
 *
 * <ul>
 *   <li>{@code pushPatch} changes the parameters of the view, which gets them by {@code
 *       handleParams}. A link does the same with {@code data-phx-link="patch"} and {@code
 *       data-phx-link-state="push"}.
 *   <li>{@code pushNavigate} goes to another view over the same connection; as a link {@code
 *       data-phx-link="redirect"}.
 *   <li>{@code redirect} loads a page of this host, {@code redirectExternal} one of another.
 * </ul>
 *
 * <h2>Uploads</h2>
 *
 * <pre>{@code
 * private final Upload photos =
 *     upload("photos", new UploadOptions().accept("image/*").maxEntries(3));
 *
 * on("save", event -> consumeUploads(photos, file -> file.moveTo(folder.resolve(name(file)))));
 *
 * <form phx-change="change" phx-submit="save">{photos.input}</form>
 * <p :for={p in photos.entries}>{p.name} {p.progress} %</p>
 * }</pre>
 *
 * <p>The form needs {@code phx-change}. The bytes go to a temporary file, or to an {@link
 * dev.roost.live.UploadWriter}. A file that no view consumes is deleted when the view ends.
 *
 * <h2>Rendering</h2>
 *
 * <p>{@link dev.roost.live.Template#html} renders a whole page. {@link dev.roost.live.RenderState}
 * is what one client has: its first {@link dev.roost.live.RenderState#render} gives the whole tree,
 * each later one what changed since. A {@link dev.roost.live.Diff} takes events, a reply and the
 * title along, and is a {@link dev.roost.serializer.Payload}.
 *
 * <pre>{@code
 * RenderState<ChatView> state = PAGE.newState();
 * Diff all = state.render(view);       // {"rendered": all} in the reply to the join
 * view.messages = plus(view.messages, added);
 * Diff changes = state.render(view);   // changes.isEmpty() if nothing changed
 * }</pre>
 *
 * <p>The comparison takes values, not marks: strings, numbers and records are compared with those
 * of the last render. Records count as unchanging, with the lists in them. A list in a field may be
 * changed in place. A loop over records whose block reads only the record costs a comparison of
 * references for each record that is the same object.
 *
 * <p>Stateful components and cids: {@link dev.roost.live.ComponentHost}. Rows that the server does
 * not keep: {@link dev.roost.live.html.LiveStream}.
 *
 * <p>Templates are immutable and shared. A render state belongs to one view, and is used by one
 * thread at a time.
 */
@NullMarked
package dev.roost.live;

import org.jspecify.annotations.NullMarked;

package dev.roost.dashboard;

import dev.roost.live.LiveEvent;
import dev.roost.live.Template;
import io.vertx.core.Future;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The connections of a node: a search, and the end of one of them. */
final class SocketsView extends ListView<SocketRows> {
  private static final Template<SocketsView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <.bar paths={paths} node={shownId} page="sockets" csrfToken={csrfToken} hasSignIn={hasSignIn}/>
          <.notices flash={flash}/>
          <main data-testid="sockets">
            <.nodes path={paths.sockets} nodes={nodes} node={shownId}/>
            <h1>Connections</h1>
            <.search label="Connections whose id, address, path or topic contains" text={text} problem={problem}/>
            <p class="quiet" data-testid="total">{shownCount} of {totalCount}; those for which most bytes wait come first.</p>
            <div class="scroll" role="region" aria-label="Connections" tabindex="0">
              <table>
                <thead><tr><th>Socket</th><th>No.</th><th>Socket id</th><th>Transport</th><th>Address</th><th>Since</th><th>Waiting</th><th>Topics</th><th>Action</th></tr></thead>
                <tbody>
                  <tr :for={s in lines} :key={s.key} data-testid="socket">
                    <td>{s.path}</td><td>{s.id}</td><td data-testid="socket-id">{s.socketId}</td><td>{s.transport}</td><td>{s.remote}</td><td>{s.since}</td><td>{s.waiting}</td><td>{s.topics}</td>
                    <td class="actions">
                      <button :if={s.canAsk} phx-click="ask" phx-value-path={s.path} phx-value-id={s.id} data-testid="close">Close…</button>
                      <span :if={s.isAsked}>Close it? <button phx-click="close" class="danger" data-testid="confirm">Yes, close</button> <button phx-click="keep" data-testid="keep">Keep</button></span>
                    </td>
                  </tr>
                </tbody>
              </table>
            </div>
          </main>
          """,
          Ui.class);

  /** A connection, as text. */
  record Line(
      String path,
      long id,
      String socketId,
      String transport,
      String remote,
      String since,
      String waiting,
      String topics,
      boolean isAsked) {
    String key() {
      return path + " " + id;
    }

    boolean canAsk() {
      return !isAsked;
    }
  }

  /** The connection to close once the viewer confirms. */
  private record Target(String node, String path, long id) {}

  private record Asked(String path, long id) {}

  private @Nullable Target target;

  SocketsView(Pages pages) {
    super(pages, "Connections", Question.Kind.SOCKETS, SocketRows.class);
    on("ask", Asked.class, (asked, event) -> ask(asked));
    on("keep", event -> target = null);
    on("close", this::close);
  }

  private void ask(Asked asked) {
    clearFlash("info");
    target = new Target(shownId(), asked.path(), asked.id());
  }

  private void close(LiveEvent event) {
    Target confirmed = target;
    target = null;
    if (confirmed == null) {
      return;
    }
    hold(
        pages
            .ask(
                confirmed.node(),
                new Question(Question.Kind.DISCONNECT, confirmed.path(), confirmed.id()),
                Question.Disconnected.class)
            .<Void>map(
                answer -> {
                  showResult(confirmed, answer.found());
                  return null;
                })
            .recover(
                failure -> {
                  putFlash("error", "The connection was not closed: " + failure.getMessage());
                  return Future.succeededFuture();
                }));
  }

  private void showResult(Target closed, boolean found) {
    putFlash(
        "info",
        "Connection "
            + closed.id()
            + " of "
            + closed.path()
            + (found ? " is closed." : " had gone already."));
    refresh();
  }

  List<Line> lines() {
    return found == null ? List.of() : found.rows().stream().map(this::line).toList();
  }

  private Line line(SocketRows.Row row) {
    Target asked = target;
    boolean isAsked =
        asked != null
            && asked.id() == row.id()
            && asked.path().equals(row.path())
            && asked.node().equals(shownId());
    int more = row.channels() - row.topics().size();
    return new Line(
        row.path(),
        row.id(),
        Objects.requireNonNullElse(row.socketId(), "–"),
        row.transport(),
        Objects.requireNonNullElse(row.remote(), "–"),
        Format.time(System.currentTimeMillis() - row.sinceMillis()),
        Format.bytes(row.queuedBytes()),
        String.join(", ", row.topics()) + (more > 0 ? " and " + more + " more" : ""),
        isAsked);
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}

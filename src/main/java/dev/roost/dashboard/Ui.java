package dev.roost.dashboard;

import dev.roost.live.FunctionComponent;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The components of several pages. */
final class Ui {
  /** The last minute of one figure. */
  record Plot(Chart chart) {}

  static final FunctionComponent PLOT =
      FunctionComponent.of(
          MethodHandles.lookup(),
          Plot.class,
          """
          <figure class="plot" data-testid="chart-{chart.name}">
            <figcaption>{chart.label}</figcaption>
            <p class="value">{chart.value}</p>
            <svg viewBox="0 0 59 30" preserveAspectRatio="none" aria-hidden="true">
              <polyline points={chart.points} vector-effect="non-scaling-stroke"/>
            </svg>
            <p class="peak">peak {chart.peak}</p>
          </figure>
          """);

  /** The head of each page. Its links keep the shown node. */
  record Bar(Paths paths, String node, String page, String csrfToken, boolean hasSignIn) {
    String overviewMark() {
      return mark("overview");
    }

    String socketsMark() {
      return mark("sockets");
    }

    String topicsMark() {
      return mark("topics");
    }

    private String mark(String of) {
      return page.equals(of) ? "page" : "false";
    }
  }

  static final FunctionComponent BAR =
      FunctionComponent.of(
          MethodHandles.lookup(),
          Bar.class,
          """
          <header class="bar">
            <b>Roost</b>
            <nav>
              <a href="{paths.overview}?node={node}" data-phx-link="redirect" data-phx-link-state="push" aria-current={overviewMark} data-testid="to-overview">Overview</a>
              <a href="{paths.sockets}?node={node}" data-phx-link="redirect" data-phx-link-state="push" aria-current={socketsMark} data-testid="to-sockets">Connections</a>
              <a href="{paths.topics}?node={node}" data-phx-link="redirect" data-phx-link-state="push" aria-current={topicsMark} data-testid="to-topics">Topics</a>
            </nav>
            <form :if={hasSignIn} method="post" action={paths.signOut}>
              <input type="hidden" name="_csrf_token" value={csrfToken}>
              <button data-testid="sign-out">Sign out</button>
            </form>
          </header>
          <p class="offline" role="status">The connection is lost. Trying again…</p>
          """);

  /** Messages to the viewer. */
  record Notices(Map<String, String> flash) {}

  static final FunctionComponent NOTICES =
      FunctionComponent.of(
          MethodHandles.lookup(),
          Notices.class,
          """
          <p :if={flash.info} class="notice" role="status" data-testid="notice">{flash.info}</p>
          <p :if={flash.error} class="notice error" role="alert" data-testid="error">{flash.error}</p>
          """);

  /** The nodes to choose from. */
  record Nodes(String path, List<NodeState> nodes, String node) {}

  static final FunctionComponent NODES =
      FunctionComponent.of(
          MethodHandles.lookup(),
          Nodes.class,
          """
          <div class="scroll" role="region" aria-label="Nodes" tabindex="0">
            <table class="nodes">
              <thead><tr><th>Node</th><th>State</th><th>Connections</th><th>In /s</th><th>Out /s</th><th>Waiting</th><th>Heap</th><th>CPU</th></tr></thead>
              <tbody>
                <tr :for={n in nodes} :key={n.id} data-testid="node" data-node={n.id}>
                  <td><a href="{path}?node={n.id}" data-phx-link="patch" data-phx-link-state="push">{n.name}</a> <span :if={n.isSelf} class="quiet">this node</span></td>
                  <td data-testid="node-state">{n.status}</td>
                  <td data-testid="node-connections">{n.connections}</td><td>{n.received}</td><td>{n.sent}</td>
                  <td>{n.queued}</td><td>{n.heap}</td><td>{n.cpu}</td>
                </tr>
              </tbody>
            </table>
          </div>
          """);

  /** The text of a search, and why the last one failed. */
  record Search(String label, String text, @Nullable String problem) {}

  static final FunctionComponent SEARCH =
      FunctionComponent.of(
          MethodHandles.lookup(),
          Search.class,
          """
          <form id="search" phx-change="search" phx-submit="search">
            <label for="text">{label}</label>
            <input id="text" name="text" value={text} phx-debounce="200" autocomplete="off" data-testid="search">
          </form>
          <p :if={problem} class="notice error" role="alert">{problem}</p>
          """);

  private Ui() {}
}

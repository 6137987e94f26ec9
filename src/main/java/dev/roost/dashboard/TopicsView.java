package dev.roost.dashboard;

import dev.roost.live.Mount;
import dev.roost.live.Template;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** The topics of a node by their size, and a search. */
final class TopicsView extends ListView<TopicRows> {
  private static final Template<TopicsView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <.bar paths={paths} node={shownId} page="topics" csrfToken={csrfToken} hasSignIn={hasSignIn}/>
          <.notices flash={flash}/>
          <main data-testid="topics">
            <.nodes path={paths.topics} nodes={nodes} node={shownId}/>
            <form id="search" phx-change="search" phx-submit="search">
              <label for="text">Topics that contain</label>
              <input id="text" name="text" value={text} phx-debounce="200" autocomplete="off" data-testid="search">
            </form>
            <p :if={problem} class="notice error" role="alert">{problem}</p>
            <p class="quiet" data-testid="total">{shownCount} of {totalCount}; the largest come first.</p>
            <table>
              <thead><tr><th>Topic</th><th>Subscribers on this node</th><th>Present on all nodes</th></tr></thead>
              <tbody>
                <tr :for={t in lines} :key={t.topic} data-testid="topic"><td>{t.topic}</td><td data-testid="topic-size">{t.subscribers}</td><td>{t.present}</td></tr>
              </tbody>
            </table>
          </main>
          """,
          Ui.class);

  /** A topic, as text. */
  record Line(String topic, String subscribers, String present) {}

  TopicsView(Pages pages) {
    super(pages, Question.Kind.TOPICS, TopicRows.class);
  }

  @Override
  protected void mount(Mount mount) {
    super.mount(mount);
    title("Topics");
  }

  List<Line> lines() {
    return found == null ? List.of() : found.rows().stream().map(TopicsView::line).toList();
  }

  private static Line line(TopicRows.Row row) {
    return new Line(
        row.topic(),
        Format.count(row.subscribers()),
        row.present() < 0 ? "–" : Format.count(row.present()));
  }

  String shownCount() {
    return Format.count(found == null ? 0 : found.rows().size());
  }

  String totalCount() {
    return Format.count(found == null ? 0 : found.total());
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}

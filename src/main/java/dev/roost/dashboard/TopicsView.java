package dev.roost.dashboard;

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
            <h1>Topics</h1>
            <.search label="Topics that contain" text={text} problem={problem}/>
            <p class="quiet" data-testid="total">{shownCount} of {totalCount}; the largest come first.</p>
            <div class="scroll" role="region" aria-label="Topics" tabindex="0">
              <table>
                <thead><tr><th>Topic</th><th>Subscribers on this node</th><th>Present on all nodes</th></tr></thead>
                <tbody>
                  <tr :for={t in lines} :key={t.topic} data-testid="topic"><td>{t.topic}</td><td data-testid="topic-size">{t.subscribers}</td><td>{t.present}</td></tr>
                </tbody>
              </table>
            </div>
          </main>
          """,
          Ui.class);

  /** A topic, as text. */
  record Line(String topic, String subscribers, String present) {}

  TopicsView(Pages pages) {
    super(pages, "Topics", Question.Kind.TOPICS, TopicRows.class);
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

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}

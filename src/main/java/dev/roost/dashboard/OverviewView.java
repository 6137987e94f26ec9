package dev.roost.dashboard;

import dev.roost.live.Template;
import java.lang.invoke.MethodHandles;

/** The nodes of the cluster, and the figures of one of them. */
final class OverviewView extends PageView {
  private static final Template<OverviewView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <.bar paths={paths} node={shownId} page="overview" csrfToken={csrfToken} hasSignIn={hasSignIn}/>
          <.notices flash={flash}/>
          <main data-testid="overview">
            <.nodes path={paths.overview} nodes={nodes} node={shownId}/>
            <p :if={nodes.isEmpty} class="quiet">Measuring…</p>
            <div :if={shown}>
              <h1 data-testid="shown-node">{shown.name}</h1>
              <div class="plots">
                <.plot :for={c in shown.charts} :key={c.name} chart={c}/>
              </div>
              <dl class="facts">
                <div :for={f in shown.facts} :key={f.name} data-testid="fact-{f.name}"><dt>{f.label}</dt><dd>{f.value}</dd></div>
              </dl>
              <h2>Sockets</h2>
              <div class="scroll" role="region" aria-label="Sockets" tabindex="0">
                <table>
                  <thead><tr><th>Path</th><th>Open</th><th>Channels</th><th>Opened</th><th>In</th><th>Out</th><th>Slow</th><th>Overloaded</th><th>Refused</th><th>Crashed</th></tr></thead>
                  <tbody>
                    <tr :for={s in shown.socketLines} :key={s.path} data-testid="mount"><td>{s.path}</td><td>{s.open}</td><td>{s.channels}</td><td>{s.opened}</td><td>{s.received}</td><td>{s.sent}</td><td>{s.slow}</td><td>{s.overloaded}</td><td>{s.refused}</td><td>{s.crashed}</td></tr>
                  </tbody>
                </table>
              </div>
              <h2>Event loops</h2>
              <div class="scroll" role="region" aria-label="Event loops" tabindex="0">
                <table>
                  <thead><tr><th>Loop</th><th>State</th><th>Delay of a task</th><th>Tasks waiting</th></tr></thead>
                  <tbody>
                    <tr :for={l in shown.loopLines} :key={l.number} data-testid="loop"><td>{l.number}</td><td>{l.state}</td><td>{l.delay}</td><td>{l.pending}</td></tr>
                  </tbody>
                </table>
              </div>
            </div>
          </main>
          """,
          Ui.class);

  OverviewView(Pages pages) {
    super(pages, "Overview");
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}

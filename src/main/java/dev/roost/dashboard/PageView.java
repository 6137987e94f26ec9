package dev.roost.dashboard;

import dev.roost.channel.CsrfCheck;
import dev.roost.channel.Params;
import dev.roost.channel.StopReason;
import dev.roost.live.LiveUri;
import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A page of the dashboard: it knows the nodes, and shows one of them. */
abstract class PageView extends LiveView implements ClusterSampler.Viewer {
  final Pages pages;
  final Paths paths;
  final boolean hasSignIn;
  List<NodeState> nodes = List.of();
  String node = "";
  String csrfToken = "";
  private final String title;
  private boolean isWatching;

  private record Measured(List<NodeState> nodes) {}

  private enum Timer {
    SIGN_IN_EXPIRED
  }

  PageView(Pages pages, String title) {
    this.title = title;
    this.pages = pages;
    this.paths = pages.paths();
    this.hasSignIn = pages.hasSignIn();
  }

  @Override
  protected void mount(Mount mount) {
    title(title);
    csrfToken = Objects.requireNonNullElse(mount.session(CsrfCheck.PARAM, String.class), "");
    nodes = pages.sampler().latest();
    Long expiresAt = mount.session(SignIn.EXPIRES_AT, Long.class);
    if (hasSignIn && expiresAt != null) {
      postAfter(Math.max(1, expiresAt - System.currentTimeMillis()), Timer.SIGN_IN_EXPIRED);
    }
    if (mount.isConnected()) {
      isWatching = true;
      pages.sampler().watch(this);
    }
  }

  @Override
  public void measured(List<NodeState> states) {
    post(new Measured(states));
  }

  @Override
  protected void handleParams(Params params, LiveUri uri) {
    node = Objects.requireNonNullElse(params.get("node"), "");
    refresh();
  }

  @Override
  protected void handleInfo(Object message) {
    if (message instanceof Measured measured) {
      nodes = measured.nodes;
      refresh();
    } else if (message == Timer.SIGN_IN_EXPIRED) {
      redirect(paths.signInRoute());
    } else {
      super.handleInfo(message);
    }
  }

  @Override
  protected void terminate(StopReason reason) {
    if (isWatching) {
      pages.sampler().unwatch(this);
    }
  }

  /** The nodes have been measured, or another one is shown. */
  void refresh() {}

  /** The node that is shown: the one that was asked for, or the viewer's own; null at first. */
  @Nullable NodeState shown() {
    return nodes.stream()
        .filter(each -> each.id().equals(node))
        .findFirst()
        .orElseGet(() -> nodes.isEmpty() ? null : nodes.get(0));
  }

  /** The id of the node that is shown, for links. */
  String shownId() {
    NodeState shown = shown();
    return shown == null ? node : shown.id();
  }
}

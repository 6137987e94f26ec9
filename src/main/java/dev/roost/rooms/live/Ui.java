package dev.roost.rooms.live;

import dev.roost.live.FunctionComponent;
import dev.roost.live.html.Slot;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Components that several pages have. */
final class Ui {
  /** Messages to the visitor. */
  record Notices(Map<String, String> flash) {}

  static final FunctionComponent NOTICES =
      FunctionComponent.of(
          MethodHandles.lookup(),
          Notices.class,
          """
          <p class="notice offline" role="status" data-testid="offline">The connection is lost. Trying again…</p>
          <p :if={flash.info} class="notice" data-kind="info" role="status" data-testid="notice-info" phx-click="lv:clear-flash" phx-value-key="info">{flash.info}</p>
          <p :if={flash.error} class="notice" role="alert" data-testid="notice-error" phx-click="lv:clear-flash" phx-value-key="error">{flash.error}</p>
          """);

  /** One line of a form. */
  record Field(
      String label,
      String id,
      String name,
      String type,
      String value,
      String autocomplete,
      @Nullable String error) {}

  static final FunctionComponent FIELD =
      FunctionComponent.of(
          MethodHandles.lookup(),
          Field.class,
          """
          <div class="field">
            <label for={id}>{label}</label>
            <input id={id} name={name} type={type} value={value} autocomplete={autocomplete} data-testid={id} required phx-debounce="blur">
            <p :if={error} class="field-error" data-testid="{id}-error">{error}</p>
          </div>
          """);

  /** The bar at the top, for a signed-in user. */
  record Bar(LivePaths paths, String name, String csrfToken, Slot<Void> body) {}

  static final FunctionComponent BAR =
      FunctionComponent.of(
          MethodHandles.lookup(),
          Bar.class,
          """
          <header class="bar">
            <a class="brand" href={paths.chats} data-phx-link="redirect" data-phx-link-state="push">Roost</a>
            <div class="nav-space">{body}</div>
            <div class="account">
              <span data-testid="user-name">{name}</span>
              <form method="post" action={paths.signOut}>
                <input type="hidden" name="_csrf_token" value={csrfToken}>
                <button class="button quiet" data-testid="sign-out">Sign out</button>
              </form>
              <form method="post" action={paths.signOutEverywhere}>
                <input type="hidden" name="_csrf_token" value={csrfToken}>
                <button class="button quiet" data-testid="sign-out-everywhere">Sign out everywhere</button>
              </form>
            </div>
          </header>
          """);

  private Ui() {}
}

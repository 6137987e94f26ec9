package dev.roost.live.kit;

/** The part of a template that shows messages. */
final class Flashes {
  static final String HTML =
      """
      <p :if={flash.info} id="flash-info" phx-click="lv:clear-flash" phx-value-key="info">{flash.info}</p>
      <p :if={flash.error} id="flash-error" phx-click="lv:clear-flash" phx-value-key="error">{flash.error}</p>
      """;

  private Flashes() {}
}

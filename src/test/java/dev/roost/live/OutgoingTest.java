package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.proxy.BasePath;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutgoingTest {
  private static final BasePath BASE_PATH = new BasePath("/roost");

  private static Object to(Navigation navigation) {
    return Outgoing.leaving(navigation, Map.of(), null, BASE_PATH).get("to");
  }

  @Test
  void localTargetsGetTheBasePath() {
    assertThat(to(new Navigation.Redirect("/chats"))).isEqualTo("/roost/chats");
    assertThat(to(new Navigation.Navigate("/chats?a=1", false))).isEqualTo("/roost/chats?a=1");
    assertThat(Outgoing.place(new Navigation.Patch("/chats", true), BASE_PATH))
        .containsEntry("to", "/roost/chats")
        .containsEntry("kind", "replace");
  }

  @Test
  void otherHostsGetNoBasePath() {
    assertThat(to(new Navigation.Redirect("https://example.com/chats")))
        .isEqualTo("https://example.com/chats");
  }
}

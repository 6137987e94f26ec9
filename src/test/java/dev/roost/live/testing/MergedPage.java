package dev.roost.live.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;

/** A page maintained by the test kit's merge, for comparison with the clients' pages. */
public final class MergedPage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OWN = Pattern.compile(" data-phx-component=\"\\d+\"");

  private ClientTree tree = new ClientTree();

  /**
   * Applies a frame of {@code rendered}, {@code diff} or {@code destroyed}.
   *
   * @return the page's HTML
   */
  public String take(String frame) {
    try {
      JsonNode json = JSON.readTree(frame);
      if (json.has("rendered")) {
        tree = new ClientTree();
      }
      json.path("destroyed").forEach(cid -> tree.removeComponent(cid.asInt()));
      JsonNode diff = json.has("rendered") ? json.get("rendered") : json.path("diff");
      if (diff.isObject()) {
        tree.merge(diff);
      }
      return OWN.matcher(tree.html()).replaceAll("");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(frame, e);
    }
  }
}

package dev.roost.live.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.roost.testing.TestChannel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/** Uploads the files that are chosen in a form, chunk by chunk. */
final class FileUploads {
  private static final int DONE = 100;

  private final Browser browser;
  private final PageView view;
  private final Element form;

  FileUploads(Browser browser, Element form) {
    this.browser = browser;
    this.form = form;
    this.view = browser.owner(form);
  }

  void upload() {
    for (Element input : form.select("input[type=file][data-phx-upload-ref]")) {
      String ref = input.attr("data-phx-upload-ref");
      List<String> active = refs(input, "data-phx-active-refs");
      List<String> done = refs(input, "data-phx-preflighted-refs");
      List<ChosenFile> files = browser.inputs().files().remove(ref);
      if (files != null) {
        files.removeIf(file -> !active.contains(file.ref()) || done.contains(file.ref()));
        if (!files.isEmpty()) {
          upload(ref, input.attr("name"), files);
        }
      }
    }
  }

  private static List<String> refs(Element input, String attribute) {
    return Arrays.asList(input.attr(attribute).split(","));
  }

  private void upload(String ref, String name, List<ChosenFile> files) {
    JsonNode[] answer = {null};
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("ref", ref);
    request.put("entries", files.stream().map(file -> file.announced(name)).toList());
    browser.push(view, "allow_upload", request, reply -> answer[0] = reply);
    browser.await(() -> answer[0] != null, () -> "the upload was not answered");
    int chunkBytes = answer[0].path("config").path("chunk_size").asInt();
    for (ChosenFile file : files) {
      JsonNode token = answer[0].path("entries").path(file.ref());
      if (token.isTextual()) {
        send(ref, file, token.asText(), chunkBytes);
      }
    }
  }

  private void send(String ref, ChosenFile file, String token, int chunkBytes) {
    TestChannel channel = browser.socket().join("lvu:" + file.ref(), Map.of("token", token));
    byte[] content = file.content().getBytes();
    int sent = 0;
    do {
      int end = Math.min(content.length, sent + chunkBytes);
      channel.push("chunk", Arrays.copyOfRange(content, sent, end)).assertReply("ok");
      sent = end;
      int progress = content.length == 0 ? DONE : (int) ((long) DONE * sent / content.length);
      Map<String, Object> message = new LinkedHashMap<>();
      message.put("event", JsonNodeFactory.instance.nullNode());
      message.put("ref", ref);
      message.put("entry_ref", file.ref());
      message.put("progress", progress);
      browser.pushAndWait(view, "progress", message);
    } while (sent < content.length);
  }
}

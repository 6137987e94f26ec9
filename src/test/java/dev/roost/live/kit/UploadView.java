package dev.roost.live.kit;

import dev.roost.live.LiveView;
import dev.roost.live.Template;
import dev.roost.live.Upload;
import dev.roost.live.UploadEntry;
import dev.roost.live.UploadOptions;
import dev.roost.live.UploadedFile;
import dev.roost.live.html.TrustedHtml;
import io.vertx.core.Future;
import java.lang.invoke.MethodHandles;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** {@code /live/upload}. */
final class UploadView extends LiveView {
  private static final Template<UploadView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <form id="up" phx-change="validate" phx-submit="save">
            <label id="drop" phx-drop-target={doc.ref}>doc {docInput}</label>
            <button id="save">save</button>
          </form>
          <ul id="entries">
            <li :for={e in doc.entries}>
              <b>{e.name}</b> {e.size} {e.type}
              <progress value={e.progress} max="100">{e.progress}%</progress>
              <button class="cancel" phx-click="cancel" phx-value-ref={e.ref}>cancel</button>
              <em :for={err in e.errors}>{err}</em>
            </li>
          </ul>
          <p :for={err in doc.errors} class="error">{err}</p>
          <ol id="done"><li :for={d in done}>{d}</li></ol>
          <form id="auto" phx-change="validate"><label>pic {picInput}</label></form>
          <p :for={e in pic.entries}><em :for={err in e.errors}>{err}</em></p>
          <p id="auto-done">{auto}</p>
          """);

  final Upload doc =
      upload(
          "doc",
          new UploadOptions()
              .accept(".txt", ".md")
              .maxEntries(2)
              .maxFileBytes(100_000)
              .chunkBytes(8_000));
  final Upload pic =
      upload(
          "pic",
          new UploadOptions()
              .maxFileBytes(50_000)
              .chunkBytes(8_000)
              .autoUpload()
              .onProgress(this::picProgress));
  List<String> done = List.of();
  String auto = "";

  UploadView() {
    on("validate", event -> {});
    on("cancel", event -> cancelUpload(doc, Objects.requireNonNull(event.param("ref"))));
    on(
        "save",
        event ->
            consumeUploads(doc, UploadView::line)
                .onSuccess(
                    lines -> {
                      // Phoenix LiveView consumes the last selected file first.
                      List<String> all = new ArrayList<>(lines);
                      Collections.reverse(all);
                      all.addAll(0, done);
                      done = List.copyOf(all);
                    }));
  }

  private void picProgress(UploadEntry entry) {
    if (entry.isDone()) {
      consumeUploads(pic, UploadView::line).onSuccess(lines -> auto = lines.get(0));
    }
  }

  private static Future<String> line(UploadedFile file) {
    return file.read()
        .map(
            content -> {
              try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
                return file.entry().name()
                    + " "
                    + content.length()
                    + " "
                    + HexFormat.of().formatHex(hash);
              } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  TrustedHtml docInput() {
    return doc.input();
  }

  TrustedHtml picInput() {
    return pic.input();
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}

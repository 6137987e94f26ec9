package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Options of uploads. */
class UploadOptionsTest {
  @Test
  void anyFileIsAcceptedByDefault() {
    assertThat(new UploadOptions().accepts("a.exe", "application/x-msdownload")).isTrue();
  }

  @Test
  void extensionsAndTypesAreComparedWithoutCase() {
    UploadOptions options = new UploadOptions().accept(".PNG", "image/*", "text/plain");

    assertThat(options.accepts("a.png", "")).isTrue();
    assertThat(options.accepts("a", "IMAGE/webp")).isTrue();
    assertThat(options.accepts("a", "text/plain")).isTrue();
    assertThat(options.accepts("a.png.exe", "application/x-msdownload")).isFalse();
    assertThat(options.accepts("a", "text/plain2")).isFalse();
    assertThat(options.accepts("png", "")).isFalse();
    assertThat(options.accepts("a", "images/png")).isFalse();
  }

  @Test
  void limitsArePositive() {
    UploadOptions options = new UploadOptions();
    assertThatIllegalArgumentException().isThrownBy(() -> options.maxEntries(0));
    assertThatIllegalArgumentException().isThrownBy(() -> options.maxChosen(0));
    assertThatIllegalArgumentException().isThrownBy(() -> options.maxFileBytes(0));
    assertThatIllegalArgumentException().isThrownBy(() -> options.chunkBytes(0));
    assertThatIllegalArgumentException().isThrownBy(() -> options.chunkTimeoutMillis(0));
  }

  @Test
  void numberOfSelectedFilesIsLimited() {
    Upload upload = new Upload("a", new UploadOptions().maxEntries(2).maxChosen(3));
    upload.choose(files(0, 3));
    assertThat(upload.entries()).hasSize(3);
    upload.choose(files(3, 1_000));

    assertThat(upload.entries()).hasSize(3);
    assertThat(upload.errors()).containsExactly("too_many_files");

    upload.remove("0");
    assertThat(upload.errors()).isEmpty();
  }

  @Test
  void fileBeyondTheLimitIsAnError() {
    Upload upload = new Upload("a", new UploadOptions().maxEntries(3).maxChosen(1));
    upload.choose(files(0, 3));
    assertThat(upload.errors()).isEmpty();

    upload.choose(files(3, 4));
    assertThat(upload.entries()).hasSize(3);
    assertThat(upload.errors()).containsExactly("too_many_files");
  }

  private static List<UploadEntry> files(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new UploadEntry(Integer.toString(i), "a", 1, "", 0, List.of()))
        .toList();
  }
}

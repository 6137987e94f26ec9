package dev.roost.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Links of the pages lead to files and headings that exist. */
class LinksTest {
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|href|srcset)=\"([^\"]+)\"");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?) *#*");
  private static final Pattern LINKED_TEXT = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");

  private final Map<Path, Set<String>> anchors = new HashMap<>();

  @Test
  void linksHaveTargets() {
    List<String> broken = new ArrayList<>();
    int found = 0;
    for (Path page : Pages.all()) {
      // A link may be broken across two lines.
      String prose =
          Pages.prose(page).stream()
              .map(line -> line.replaceAll("`[^`]*`", "``"))
              .collect(Collectors.joining("\n"));
      for (MatchResult link : LINK.matcher(prose).results().toList()) {
        String target = link.group(1) == null ? link.group(2) : link.group(1);
        found++;
        if (!target.matches("(https?|mailto):.*") && !exists(page, target)) {
          broken.add(page + ": " + target);
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(found).isGreaterThan(150);
  }

  @Test
  void everyGuideIsLinkedFromAnotherPage() {
    for (Path guide : Pages.all().stream().filter(page -> page.startsWith(Pages.DOCS)).toList()) {
      String name = guide.getFileName().toString();
      assertThat(Pages.all())
          .as("pages that link to " + guide)
          .anySatisfy(
              page -> {
                assertThat(page).isNotEqualTo(guide);
                assertThat(String.join("\n", Pages.lines(page))).contains(name);
              });
    }
  }

  private boolean exists(Path page, String target) {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path linked = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    if (!Files.exists(linked)) {
      return false;
    }
    return hash < 0 || anchorsOf(linked).contains(target.substring(hash + 1));
  }

  private Set<String> anchorsOf(Path page) {
    return anchors.computeIfAbsent(
        page,
        file -> {
          Set<String> found = new HashSet<>();
          for (String line : Pages.prose(file)) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
              found.add(anchor(heading.group(1)));
            }
          }
          return found;
        });
  }

  /** The anchor of a heading, as GitHub and the site derive it. */
  private static String anchor(String heading) {
    return LINKED_TEXT
        .matcher(heading)
        .replaceAll("$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}

package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Packages have no cycles in the sources either: javac inlines constants, so a class that only
 * takes a constant of another one does not name it in its bytecode.
 */
class SourceDependenciesTest {

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern NAME = Pattern.compile("\\bio\\.soundalike(?:\\.[a-z]\\w*)+");

  @ParameterizedTest
  @CsvSource({
    "../core/src/main/java, io.soundalike",
    "../jobs/src/main/java, io.soundalike.jobs",
    "src/main/java, io.soundalike.submit"
  })
  void packagesHaveNoCycles(Path sources, String root) throws IOException {
    Map<String, Set<String>> uses = uses(sources, root);
    assertThat(uses.keySet()).as("packages below %s", root).hasSizeGreaterThanOrEqualTo(4);
    assertThat(cycle(uses)).as("a cycle of packages below %s", root).isEmpty();
  }

  @Test
  void aCycleIsFound() {
    Map<String, Set<String>> uses =
        Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("a"), "d", Set.of("a"));
    assertThat(cycle(uses)).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(cycle(Map.of("a", Set.of("b", "c"), "b", Set.of("c"), "c", Set.of()))).isEmpty();
  }

  /** For each package below a root, the others that its sources name, in code or in comments. */
  private static Map<String, Set<String>> uses(Path sources, String root) throws IOException {
    Map<String, Set<String>> uses = new TreeMap<>();

    for (Path file : javaFiles(sources)) {
      String text = Files.readString(file);
      Matcher declared = PACKAGE.matcher(text);
      assertThat(declared.find()).as(file.toString()).isTrue();
      String from = below(root, declared.group(1));

      if (from.isEmpty()) {
        continue;
      }

      Set<String> named = uses.computeIfAbsent(from, name -> new TreeSet<>());
      NAME.matcher(text).results().map(name -> below(root, name.group())).forEach(named::add);
      named.remove(from);
      named.remove("");
    }

    uses.values().forEach(named -> named.retainAll(uses.keySet()));
    return uses;
  }

  /** The first name below a root; empty if there is none. */
  private static String below(String root, String name) {
    return name.startsWith(root + ".") ? name.substring(root.length() + 1).split("\\.")[0] : "";
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  /** What is left when packages that use none of the others are taken away, again and again. */
  private static Set<String> cycle(Map<String, Set<String>> uses) {
    Set<String> left = new TreeSet<>(uses.keySet());
    List<String> leaves = new ArrayList<>();

    do {
      left.removeAll(leaves);
      leaves = left.stream().filter(p -> uses.get(p).stream().noneMatch(left::contains)).toList();
    } while (!leaves.isEmpty());

    return left;
  }
}

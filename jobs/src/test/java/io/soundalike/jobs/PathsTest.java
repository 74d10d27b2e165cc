package io.soundalike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Paths of a catalogue are built and parsed in the package catalogue alone. */
class PathsTest {

  /** Block comments, line comments, and string literals, which may hold the marks of comments. */
  private static final Pattern TOKEN =
      Pattern.compile("/\\*.*?\\*/|//[^\n]*|\"(?:[^\"\\\\\n]|\\\\.)*\"", Pattern.DOTALL);

  /** What only code that builds or parses a path of a catalogue needs. */
  private static final Pattern PATH =
      Pattern.compile(
          "\"[^\"]*\\b(?:run|fp|model|outcome|epoch)=(?!\\[)"
              + "|\\binput_file_name\\s*\\("
              + "|\\bCatalogueTables\\.\\w+(?:\\([^)]*\\))?\\s*\\+"
              + "|\\+\\s*CatalogueTables\\."
              + "|\"_SUCCESS\"");

  @Test
  void onlyTheCatalogueBuildsPaths() throws IOException {
    List<String> found = new ArrayList<>();
    int files = 0;

    for (Path root : List.of(Path.of("src/main/java"), Path.of("../submit/src/main/java"))) {
      for (Path file : javaFiles(root)) {
        if (!file.toString().contains("/jobs/catalogue/")) {
          paths(Files.readString(file)).forEach(path -> found.add(file + ": " + path));
          files++;
        }
      }
    }

    assertThat(found).isEmpty();
    assertThat(files).isGreaterThan(80);
  }

  @Test
  void theCatalogueItselfWouldBeFound() throws IOException {
    Path catalogue = Path.of("src/main/java/io/soundalike/jobs/catalogue");

    for (String name : List.of("GroupedTable", "Catalogue", "ModelStore", "CommittedFolders")) {
      assertThat(paths(Files.readString(catalogue.resolve(name + ".java")))).as(name).isNotEmpty();
    }
  }

  @Test
  void commentsAndOtherTextsAreNoPaths() {
    assertThat(paths("/* features/fp=F/run=R */ int a; // \"run=1\"\n\"https://x\" + b")).isEmpty();
    assertThat(paths("\"--model=NAME\" + \"prune=1\"")).containsExactly("\"--model=");
    assertThat(paths("a(\"// run=\" + id)")).containsExactly("\"// run=");
    assertThat(paths("ofRun(id, CatalogueTables.REPORT + \"/index.html\")"))
        .containsExactly("CatalogueTables.REPORT +");
    assertThat(paths("path + CatalogueTables.mapFile(name)")).hasSize(1);
  }

  /** Matches in the code of a source file, comments left out. */
  private static List<String> paths(String source) {
    String code = TOKEN.matcher(source).replaceAll(m -> Matcher.quoteReplacement(kept(m.group())));
    return PATH.matcher(code).results().map(m -> m.group()).toList();
  }

  private static String kept(String token) {
    return token.startsWith("/") ? " " : token;
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}

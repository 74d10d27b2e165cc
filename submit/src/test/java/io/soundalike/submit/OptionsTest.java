package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.submit.option.CatalogueSession;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Which subcommand takes which option, and what it says of others. */
class OptionsTest {

  private static final List<String> SETTINGS = List.of("--conf", "--set");
  private static final List<String> LIMITS =
      List.of("--max-duration", "--max-file-size", "--time-limit");

  /** The options of each subcommand beside those that all have. */
  private static final Map<String, List<String>> OWN =
      Map.ofEntries(
          Map.entry("demo", of(SETTINGS, "--output", "--songs", "--seconds", "--seed")),
          Map.entry(
              "run",
              of(
                  of(SETTINGS, LIMITS),
                  "--input",
                  "--catalogue",
                  "--model",
                  "--plan",
                  "--retrain",
                  "--positives",
                  "--retry-quarantined")),
          Map.entry("inventory", of(SETTINGS, "--input", "--catalogue", "--max-file-size")),
          Map.entry("features", of(of(SETTINGS, LIMITS), "--catalogue", "--retry-quarantined")),
          Map.entry("train", of(SETTINGS, "--catalogue", "--retrain", "--positives")),
          Map.entry("encode", of(SETTINGS, "--catalogue", "--model")),
          Map.entry("neighbours", of(SETTINGS, "--catalogue", "--model")),
          Map.entry("map", of(SETTINGS, "--catalogue", "--model")),
          Map.entry("report", of(SETTINGS, "--catalogue", "--model")),
          Map.entry(
              "export", of(of(SETTINGS, LIMITS), "--catalogue", "--model", "--to", "--excerpts")),
          Map.entry(
              "similar",
              of(
                  of(SETTINGS, LIMITS),
                  "--catalogue",
                  "--model",
                  "--format",
                  "--relative",
                  "--to",
                  "--top",
                  "--max-per-artist",
                  "--max-per-album",
                  "--tempo-within",
                  "--by",
                  "--same-key")),
          Map.entry(
              "path", of(SETTINGS, "--catalogue", "--model", "--format", "--to", "--relative")),
          Map.entry(
              "playlists",
              of(SETTINGS, "--catalogue", "--model", "--format", "--to", "--relative")),
          Map.entry("plot", of(of(SETTINGS, LIMITS), "--catalogue", "--track", "--to")),
          Map.entry(
              "recommend", of(SETTINGS, "--catalogue", "--model", "--plays", "--user", "--top")),
          Map.entry(
              "evaluate",
              of(
                  of(SETTINGS, LIMITS),
                  "--catalogue",
                  "--model",
                  "--label",
                  "--artist-filter",
                  "--album-filter",
                  "--pairs",
                  "--copies",
                  "--plays",
                  "--compare-with")),
          Map.entry("compact", List.of("--catalogue")),
          Map.entry("prune", List.of("--catalogue", "--keep-runs", "--plan")),
          Map.entry("doctor", of(SETTINGS, "--cores", "--catalogue", "--max-duration")));

  private static final Set<String> COMMON =
      Set.of(
          "--help",
          "--version",
          "--quiet",
          "--json",
          "--debug",
          "--runner",
          "--cluster",
          "--jar",
          "--dry-run");

  @TempDir private Path folder;

  private static List<String> of(List<String> some, String... more) {
    return of(some, List.of(more));
  }

  private static List<String> of(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  @AfterEach
  void endCheck() {
    System.clearProperty(CatalogueSession.CHECK_ONLY);
  }

  @Test
  void eachSubcommandDeclaresTheOptionsThatItUses() {
    Main.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!name.equals("generate-completion")) {
                Set<String> visible = new TreeSet<>();
                command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .map(OptionSpec::longestName)
                    .forEach(visible::add);
                Set<String> expected = new TreeSet<>(COMMON);
                expected.addAll(OWN.getOrDefault(name, List.of()));

                assertThat(visible).as(name).isEqualTo(expected);
                expected.forEach(
                    option -> assertThat(command.getUsageMessage()).as(name).contains(option));
              }
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          encode --retrain                       | encode does not use the option --retrain; run and train do.
          encode --catalogue c --input a         | encode does not use the option --input; run and inventory do.
          inventory --model m --input a          | inventory does not use the option --model.
          compact --set map.k=5 --catalogue c    | compact does not use the option --set.
          doctor --model nosuch                  | doctor does not use the option --model.
          prune --time-limit=5m                  | prune does not use the option --time-limit.
          run --input a --catalog b              | unknown option --catalog; did you mean --catalogue?
          run --retry-quarantine                 | unknown option --retry-quarantine; did you mean --retry-quarantined?
          similar --catalogue c --topp=3 song    | unknown option --topp; did you mean --top?
          run --input a --catalogue b --xyzzy    | unknown option --xyzzy.
          run --input a                          | run needs --catalogue.
          run                                    | run needs --catalogue and --input.
          path --catalogue c                     | path needs FROM.
          plot --catalogue c --track x --to      | --to needs a value.
          plot --catalogue c --track x --to d e  | plot does not take the argument 'e'.
          similar --catalogue c --top few song   | --top: expected a whole number, got 'few'.
          similar --catalogue c --format q song  | --format: expected one of table, json, csv, m3u8, xspf, got 'q'.
          similar --catalogue c --tempo-within x | --tempo-within: expected a number, got 'x'.
          similar --catalogue c --by mood song   | --by: expected one of embedding, timbre, texture, rhythm, harmony, got 'mood'.
          compact --catalogue a --catalogue b    | --catalogue is given twice; give it once.
          recomend                               | unknown command recomend; did you mean recommend?
          dance                                  | unknown command dance.
          runn --input a                         | unknown command runn; did you mean run?
          run --input a --max-file-size -3MB     | --max-file-size: expected a value, got '-3MB'.
          """)
  void wrongArgumentsAreRefusedInOneSentence(String arguments, String sentence) {
    try (Console console = new Console()) {
      int code = Main.run(arguments.split(" +"));

      assertThat(console.err().lines().toList())
          .hasSize(2)
          .satisfies(
              lines -> assertThat(lines.get(0)).isEqualTo("soundalike: " + sentence),
              lines ->
                  assertThat(lines.get(1))
                      .matches("See soundalike( " + arguments.split(" ")[0] + ")? --help\\."));
      assertThat(console.out()).isEmpty();
      assertThat(code).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          similar --catalogue c --top 0 song            | --top: expected at least 1, got 0.
          similar --catalogue c --tempo-within -2.5 x   | --tempo-within: expected at least 0, got -2.5.
          recommend --catalogue c --plays p -k 0        | --top: expected at least 1, got 0.
          evaluate --catalogue c --copies -1            | --copies: expected at least 0, got -1.
          export --catalogue c --to d --excerpts 601    | --excerpts: expected 0 to 600, got 601.
          doctor --cores 0                              | --cores: expected 1 to 1024, got 0.
          playlists --catalogue c --to d --format csv   | --format: expected m3u8 or xspf, got csv.
          similar --catalogue c --relative x            | --relative: needs --format m3u8 or xspf, and --to FILE.
          path --catalogue c --relative --to a --format csv x y | --relative: needs --format m3u8 or xspf, and --to FILE.
          """)
  void valuesOutOfBoundsAreRefusedWithTheBound(String arguments, String sentence) {
    try (Console console = new Console()) {
      assertThat(Main.run(arguments.split(" +"))).isEqualTo(2);
      assertThat(console.err()).isEqualTo("soundalike: " + sentence + "\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"--runner,emr", "--cluster,j-1", "--jar,s3://b/x.jar", "--dry-run,"})
  void optionsOfTheLauncherAreRefusedWithoutIt(String option, String value) {
    List<String> arguments = new ArrayList<>(List.of("run", "--input", "a", "--catalogue", "c"));
    arguments.add(option);

    if (value != null) {
      arguments.add(value);
    }

    try (Console console = new Console()) {
      assertThat(Main.run(arguments.toArray(String[]::new))).isEqualTo(2);
      assertThat(console.err())
          .startsWith("soundalike: " + option + " is an option of the launcher, submit/bin/");
    }
  }

  @Test
  void shellsCompleteOptionsOfTheLauncher() {
    StringWriter script = new StringWriter();
    CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(script));

    assertThat(commandLine.execute("generate-completion")).isZero();
    assertThat(script.toString())
        .contains("(\"local\" \"spark\" \"emr\" \"dataproc\") # --runner values")
        .contains("'--cluster' '--jar'")
        .contains("'--dry-run'")
        .doesNotContain("--beside");
  }

  /** What the launcher's --dry-run starts: no Spark, no catalogue, the same refusals. */
  @Test
  void aCheckReadsArgumentsAndSettingsAndStops() throws Exception {
    System.setProperty(CatalogueSession.CHECK_ONLY, "true");
    Path catalogue = folder.resolve("catalogue");
    Path settings = Files.writeString(folder.resolve("my.conf"), "soundalike.map.k = 1");
    List<String> run = List.of("run", "--input", "no-such", "--catalogue", catalogue.toString());

    assertThat(Main.run(run.toArray(String[]::new))).isZero();
    assertThat(Main.run("doctor")).isZero();
    assertThat(Main.run("compact", "--catalogue", catalogue.toString())).isZero();
    assertThat(catalogue).doesNotExist();

    try (Console console = new Console()) {
      assertThat(Main.run(of(run, "--conf", settings.toString()).toArray(String[]::new)))
          .isEqualTo(2);
      assertThat(Main.run(of(run, "--set", "map.no=1").toArray(String[]::new))).isEqualTo(2);
      assertThat(Main.run("demo", "--songs", "1")).isEqualTo(2);
      assertThat(console.err()).contains("map.k").contains("map.no").contains("got --songs 1");
    }
  }

  @Test
  void theFormerNameOfAnOptionIsAcceptedWithAWarning() {
    System.setProperty(CatalogueSession.CHECK_ONLY, "true");

    try (Console console = new Console()) {
      assertThat(Main.run("evaluate", "--catalogue", "c", "--beside", "m")).isZero();
      assertThat(console.err())
          .isEqualTo(
              "soundalike: --beside is now called --compare-with; the next release no longer"
                  + " accepts --beside.\n");
      assertThat(Main.run("evaluate", "--catalogue", "c", "--compare-with", "m")).isZero();
      assertThat(console.err().lines()).hasSize(1);
    }
  }
}

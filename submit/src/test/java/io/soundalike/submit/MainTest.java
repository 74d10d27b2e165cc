package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setErr(realErr);
  }

  @Test
  void usageErrorsAreExitCodeTwo() {
    assertThat(Main.run()).isEqualTo(2);
    assertThat(Main.run("dance")).isEqualTo(2);
    assertThat(Main.run("run", "--input", "x")).isEqualTo(2);
    assertThat(said()).contains("run needs --catalogue.");
  }

  @Test
  void everySubcommandShowsHowItIsUsed() {
    Main.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!name.equals("generate-completion")) {
                assertThat(command.getUsageMessage())
                    .as(name)
                    .containsPattern("Examples?:\\s+soundalike " + name);
              }
            });
  }

  @Test
  void shellsCompleteWhatIsTyped() {
    StringWriter script = new StringWriter();
    CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(script));

    assertThat(commandLine.execute("generate-completion")).isZero();
    assertThat(script.toString())
        .contains("complete -F")
        .contains("playlists")
        .contains("--same-key");
  }

  @Test
  void wrongSettingsAreOneSentenceEach() {
    assertThat(run("--set", "map.k=1", "--set", "map.size=3")).isEqualTo(2);
    assertThat(said())
        .contains("map.k: expected 0, or 2 to 10000, got 1")
        .contains("map.size: unknown setting; known are [map.")
        .doesNotContain("\tat ");
  }

  @Test
  void missingSettingsFilesAreNamed() {
    assertThat(run("--conf", folder.resolve("no.conf").toString())).isEqualTo(2);
    assertThat(said()).contains("no.conf; check --conf.").doesNotContain("\tat ");
  }

  @Test
  void limitsAreTakenAsPeopleWriteThem() {
    assertThat(run("--max-duration", "90m", "--max-file-size", "200MB", "--time-limit", "30s"))
        .isEqualTo(3);
    assertThat(run("--max-duration", "tomorrow")).isEqualTo(2);
    assertThat(run("--max-file-size", "large")).isEqualTo(2);
    assertThat(run("--max-duration", "1s")).isEqualTo(2);
    assertThat(said())
        .contains("--max-duration: expected a time such as 90m or 4h, got 'tomorrow'")
        .contains("--max-file-size: expected a size such as 200MB or 1GiB, got 'large'")
        .contains("audio.max-seconds: expected at least audio.min-seconds, which is 5, got 1.")
        .doesNotContain("\tat ");
  }

  @Test
  void aMissingInputIsExitCodeThree() {
    assertThat(run()).isEqualTo(3);
    assertThat(said()).contains("does not exist; check --input.").doesNotContain("\tat ");
  }

  @Test
  void stagesOnAMissingCatalogueNameIt() {
    String catalogue = folder.resolve("nowhere").toString();
    List<String> commands =
        List.of("features", "train", "encode", "map", "report", "evaluate", "compact", "prune");

    for (String command : commands) {
      assertThat(Main.run(command, "--catalogue", catalogue)).as(command).isEqualTo(3);
    }

    assertThat(said().lines().distinct())
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("soundalike: The catalogue file:")
        .endsWith("/nowhere does not exist; check --catalogue. soundalike run makes a catalogue.");
  }

  @Test
  void stagesOnAnEmptyCatalogueSayWhatToRun() throws IOException {
    String catalogue = Files.createDirectory(folder.resolve("catalogue")).toString();

    assertThat(Main.run("encode", "--catalogue", catalogue)).isEqualTo(3);
    assertThat(Main.run("evaluate", "--catalogue", catalogue)).isEqualTo(3);
    assertThat(Main.run("export", "--catalogue", catalogue, "--to", folder.toString()))
        .isEqualTo(3);
    assertThat(Main.run("inventory", "--catalogue", catalogue)).isEqualTo(2);
    assertThat(said())
        .contains("run soundalike run first, with the same --conf and --set")
        .contains("inventory needs --input.")
        .doesNotContain("\tat ");
  }

  @Test
  void impossibleDemosAreRefused() {
    assertThat(Main.run("demo", "--songs", "29")).isEqualTo(2);
    assertThat(said()).contains("The demo has 2 to 28 songs of 5 to 600 s; got --songs 29");
  }

  @Test
  void helpAndVersionAreNoErrors() {
    assertThat(Main.run("--help")).isZero();
    assertThat(Main.run("--version")).isZero();
    assertThat(Main.run("train", "--help")).isZero();
  }

  private int run(String... more) {
    String[] arguments = new String[5 + more.length];
    arguments[0] = "run";
    arguments[1] = "--input";
    arguments[2] = folder.resolve("missing").toString();
    arguments[3] = "--catalogue";
    arguments[4] = folder.resolve("catalogue").toString();
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Main.run(arguments);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }
}

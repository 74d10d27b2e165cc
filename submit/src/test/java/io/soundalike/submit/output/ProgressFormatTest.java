package io.soundalike.submit.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.soundalike.jobs.execution.Progress;
import io.soundalike.jobs.execution.Progress.Songs;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressFormatTest {

  private static final Songs HALF = new Songs("encode", 5, 10, 20);

  @Test
  void controlCharactersOfNamesNeverReachTheTerminal() {
    for (ProgressFormat format :
        List.of(ProgressFormat.PLAIN, ProgressFormat.TERMINAL, ProgressFormat.JSON)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
      format.to(out, "R").line("a\u001b]0;x\u0007\r\nb\u009bc\u202ed\u2066e\u2028f\ttab");
      String text = bytes.toString(StandardCharsets.UTF_8);

      assertThat(text.strip())
          .as(format.name())
          .doesNotContainPattern(
              "[\\x00-\\x08\\x0A-\\x1F\\x7F-\\x9F\u202a-\u202e\u2066-\u2069\u2028]");

      if (format == ProgressFormat.JSON) {
        assertThat(ConfigFactory.parseString(text).getString("text"))
            .isEqualTo("a\u001b]0;x\u0007\r\nb\u009bc\u202ed\u2066e\u2028f\ttab");
      } else {
        assertThat(text)
            .contains("a\ufffd]0;x\ufffd\ufffd\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ttab\n");
      }
    }
  }

  @Test
  void logsGetLines() {
    assertThat(told(ProgressFormat.PLAIN))
        .isEqualTo(
            """
            encode      ...
              5 of 10 songs, 0.3 a second, 20 s left
            encode      10 songs "encoded"  (2.0 s)
            done

            2 songs
            """);
  }

  @Test
  void aTerminalGetsABarThatIsWrittenOver() {
    assertThat(told(ProgressFormat.TERMINAL))
        .isEqualTo(
            "encode      ...\n"
                + bar()
                + bar()
                + "\r\u001b[Kencode      10 songs \"encoded\"  (2.0 s)\ndone\n\n2 songs\n");
  }

  private static String bar() {
    return "\r\u001b[K  [======      ] encode 5 of 10 songs, 0.3 a second, 20 s left";
  }

  @Test
  void programsGetAnObjectALine() {
    List<Config> events =
        told(ProgressFormat.JSON).lines().map(ConfigFactory::parseString).toList();

    assertThat(events)
        .extracting(event -> event.getString("event"))
        .containsExactly("begins", "commits", "ends", "line", "result", "result");
    assertThat(events).allMatch(event -> event.getString("run").equals("R"));
    assertThat(events).allMatch(event -> event.getString("time").matches("20.*T.*Z"));
    assertThat(events.get(1).getLong("done")).isEqualTo(5);
    assertThat(events.get(2).getString("text")).isEqualTo("10 songs \"encoded\"");
    assertThat(events.get(2).getDouble("seconds")).isEqualTo(2);
    assertThat(events.get(4).getInt("songs")).isEqualTo(2);
    assertThat(events.get(4).hasPath("low")).isFalse();
  }

  @Test
  void quietIsQuiet() {
    assertThat(told(ProgressFormat.QUIET)).isEmpty();
  }

  private static String told(ProgressFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Progress progress = format.to(new PrintStream(out, true, StandardCharsets.UTF_8), "R");
    progress.begins("encode");
    progress.advances(HALF);
    progress.commits(HALF);
    progress.ends("encode", "10 songs \"encoded\"", 2);
    progress.line("done");
    progress.result(
        List.of("", "2 songs"), List.of(Map.of("songs", 2, "low", Double.NaN), Map.of("songs", 3)));
    return out.toString(StandardCharsets.UTF_8);
  }
}

package io.soundalike.submit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.soundalike.submit.Console;
import io.soundalike.submit.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

  @TempDir private Path folder;

  @Test
  void flagsGrowWithTheNetworkAndTheTasks() {
    long small = flag(said("doctor"), "memoryOverhead=(\\d+)m");
    long four = flag(said("doctor", "--cores", "4"), "memoryOverhead=(\\d+)m");
    String large = said("doctor", "--set", "training.batch-size-per-worker=256");

    assertThat(four).isGreaterThan(small);
    assertThat(flag(large, "memoryOverhead=(\\d+)m")).isGreaterThan(four);
    assertThat(flag(large, "maxphysicalbytes=(\\d+)") >> 20)
        .isBetween(
            flag(large, "executor.memory=(\\d+)m") + flag(large, "memoryOverhead=(\\d+)m") - 1,
            flag(large, "executor.memory=(\\d+)m") + flag(large, "memoryOverhead=(\\d+)m"));
  }

  @Test
  void fileSystemsAreTried() throws Exception {
    assertThat(said("doctor", "--catalogue", folder.resolve("catalogue").toString()))
        .containsPattern("File system +ok +can create file:.*catalogue, which does not exist yet");

    Path file = Files.writeString(folder.resolve("file"), "no folder");

    assertThat(said("doctor", "--catalogue", file.resolve("catalogue").toString()))
        .containsPattern("File system +WRONG cannot write to");
  }

  @Test
  void aCatalogueThatDoesNotExistIsNotCreated() {
    said("doctor", "--catalogue", folder.resolve("new/catalogue").toString());

    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void exitCodesFollowTheWorstCheck() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    try (Console console = new Console()) {
      assertThat(Main.run("doctor", "--catalogue", file.resolve("catalogue").toString())).isOne();
      assertThat(Main.run("doctor", "--set", "map.k=1")).isEqualTo(2);
      assertThat(Main.run("doctor", "--model", "nosuch")).isEqualTo(2);
      assertThat(console.err()).contains("map.k");
    }
  }

  @Test
  void aLongestSongTakesItsShareOfTheHeap() {
    assertThat(flag(said("doctor", "--max-duration", "20h"), "executor.memory=(\\d+)m"))
        .isGreaterThan(flag(said("doctor"), "executor.memory=(\\d+)m"));
  }

  @Test
  void nativesAreLoaded() {
    assertThat(said("doctor")).containsPattern("Natives +ok +oneDNN").contains("Memory ");
  }

  @Test
  void programsReadItByJson() {
    List<Config> rows =
        said("doctor", "--json", "--cores", "3")
            .lines()
            .map(line -> ConfigFactory.parseString(line))
            .toList();

    assertThat(rows).allMatch(row -> row.getString("event").equals("result"));
    assertThat(rows.stream().filter(row -> row.hasPath("check")).map(row -> row.getString("check")))
        .contains("Java", "Natives", "Memory");
    assertThat(rows.get(rows.size() - 1).getObject("executor"))
        .containsEntry("spark.executor.cores", ConfigValueFactory.fromAnyRef("3"))
        .containsKey("spark.executor.memoryOverhead");
  }

  @Test
  void quietSaysWhatIsWrongAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    String catalogue = file.resolve("catalogue").toString();

    try (Console console = new Console()) {
      Main.run("doctor", "--quiet", "--catalogue", catalogue);
      assertThat(console.out()).isEmpty();
      assertThat(console.err().lines())
          .anyMatch(line -> line.matches("File system +WRONG cannot write to .*"))
          .noneMatch(line -> line.startsWith("Natives"));
    }
  }

  private static long flag(String said, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static String said(String... arguments) {
    try (Console console = new Console()) {
      Main.run(arguments);
      return console.out();
    }
  }
}

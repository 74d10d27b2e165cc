package io.soundalike.submit.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.soundalike.jobs.query.FindSimilarJob;
import io.soundalike.jobs.query.Match;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.neighbours.SongDistance.Component;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class AnswerFormatTest {

  private static final FindSimilarJob.Result RESULT =
      new FindSimilarJob.Result(
          List.of(file("file:/music/asked.mp3", null, null)),
          List.of(
              match(
                  1, file("file:/music/a \"b\", c.mp3", "Hurt\n\u2028again", "Johnny Cash"), 0.25),
              match(2, file("s3a://bucket/x.mp3", null, "Nobody"), 0.5)));

  private static AudioFileRow file(String path, @Nullable String title, @Nullable String artist) {
    AudioFileRow file = new AudioFileRow();
    file.setPath(path);
    file.setTrackId("0123");
    file.setTitle(title);
    file.setArtist(artist);
    return file;
  }

  private static Match match(int rank, AudioFileRow file, double distance) {
    Map<Component, Double> parts = new EnumMap<>(Component.class);

    for (Component part : Component.values()) {
      parts.put(part, 0.5);
    }

    parts.put(Component.RHYTHM, 0.09);
    parts.put(Component.TIMBRE, 0.01);
    return new Match(rank, file, 181.6, 96, "A Minor", distance, parts, List.of("copy.mp3"));
  }

  @Test
  void peopleReadATable() throws IOException {
    assertThat(AnswerFormat.TABLE.text(RESULT, PlaylistPaths.ABSOLUTE).lines())
        .contains("Like asked.mp3")
        .anyMatch(
            line ->
                line.contains("0.250") && line.contains("A Minor   timbre, rhythm  (and 1 copy)"))
        .anyMatch(line -> line.startsWith("  2    0.500  x.mp3 "));
  }

  @Test
  void programsReadJson() throws IOException {
    Config json = ConfigFactory.parseString(AnswerFormat.JSON.text(RESULT, PlaylistPaths.ABSOLUTE));
    Config first = json.getConfigList("matches").get(0);

    assertThat(json.getStringList("asked")).containsExactly("file:/music/asked.mp3");
    assertThat(first.getString("path")).isEqualTo("file:/music/a \"b\", c.mp3");
    assertThat(first.getString("title")).isEqualTo("Hurt\n\u2028again");
    assertThat(first.getDouble("parts.timbre")).isCloseTo(0.01, within(1e-12));
    assertThat(first.getDouble("parts.learned")).isCloseTo(0.5, within(1e-12));
    assertThat(first.getStringList("copies")).containsExactly("copy.mp3");
  }

  @Test
  void spreadsheetsReadCsv() throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build();

    try (CSVParser csv =
        format.parse(new StringReader(AnswerFormat.CSV.text(RESULT, PlaylistPaths.ABSOLUTE)))) {
      List<CSVRecord> rows = csv.getRecords();

      assertThat(rows).hasSize(2);
      assertThat(rows.get(0).get("path")).isEqualTo("file:/music/a \"b\", c.mp3");
      assertThat(rows.get(0).get("rhythm")).isEqualTo("0.09");
      assertThat(rows.get(0).get("learned")).isEqualTo("0.5");
      assertThat(rows.get(1).get("title")).isEmpty();
      assertThat(rows.get(1).get("tempo_bpm")).isEqualTo("96.0");
    }
  }

  @Test
  void csvColumnsAreThoseOfTheSchema() throws IOException {
    String section =
        Files.readString(Path.of("../docs/schema.md"))
            .split("### `similar --format csv`")[1]
            .split("\n## ")[0];
    List<String> documented =
        Pattern.compile("(?m)^\\| `(\\w+)`")
            .matcher(section)
            .results()
            .map(row -> row.group(1))
            .toList();

    assertThat(documented).hasSize(15).contains("learned");
    assertThat(AnswerFormat.CSV.text(RESULT, PlaylistPaths.ABSOLUTE).lines().findFirst())
        .contains(String.join(",", documented));
  }

  @Test
  void playersReadPlaylists() throws IOException {
    assertThat(AnswerFormat.M3U8.text(RESULT, PlaylistPaths.ABSOLUTE))
        .isEqualTo(
            """
            #EXTM3U
            #EXTINF:182,Johnny Cash - Hurt again
            /music/a "b", c.mp3
            #EXTINF:182,x.mp3
            s3a://bucket/x.mp3
            """);
  }

  @Test
  void playersReadXml() throws Exception {
    String text =
        AnswerFormat.XSPF.text(
            new FindSimilarJob.Result(
                List.of(),
                List.of(
                    match(
                        1,
                        file("file:/music/a \"b\" & c.mp3", "<Hurt>\u0001", "Cash & Co"),
                        0.25))),
            PlaylistPaths.ABSOLUTE);
    Element playlist =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text)))
            .getDocumentElement();

    assertThat(playlist.getAttribute("xmlns")).isEqualTo("http://xspf.org/ns/0/");
    assertThat(content(playlist, "location")).isEqualTo("file:///music/a%20%22b%22%20%26%20c.mp3");
    assertThat(content(playlist, "title")).isEqualTo("<Hurt> ");
    assertThat(content(playlist, "creator")).isEqualTo("Cash & Co");
    assertThat(content(playlist, "duration")).isEqualTo("181600");
    assertThat(playlist.getElementsByTagName("album").getLength()).isZero();
  }

  private static String content(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent();
  }
}

package io.soundalike.jobs.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The page docs/schema.md, read by its headings: what it documents of tables and files. */
public final class SchemaDocument {

  private static final String FILE = "docs/schema.md";

  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Pattern RANGE = Pattern.compile("`(\\D+)(\\d+)` to `\\D+(\\d+)`");

  private final Map<String, String> sections;

  private SchemaDocument(Map<String, String> sections) {
    this.sections = sections;
  }

  /**
   * A documented column.
   *
   * @param type without spaces and lengths, such as {@code float[]}
   * @param ifNull what a null means
   */
  record Column(String name, String type, String ifNull) {}

  /** Reads the page of this repository. */
  public static SchemaDocument read() throws IOException {
    Path folder = Path.of("").toAbsolutePath();

    while (!Files.exists(folder.resolve(FILE))) {
      folder =
          Optional.ofNullable(folder.getParent())
              .orElseThrow(() -> new IOException("No " + FILE + " above the working directory"));
    }

    return parse(Files.readString(folder.resolve(FILE)));
  }

  static SchemaDocument parse(String text) {
    Map<String, String> sections = new LinkedHashMap<>();

    for (String section : text.split("(?m)^##+ ")) {
      int end = section.indexOf('\n');
      sections.put(section.substring(0, end).replace("`", "").strip(), section.substring(end));
    }

    return new SchemaDocument(sections);
  }

  /** Names in the first column of the first table under a heading; ranges name each column. */
  public List<String> names(String heading) {
    String section = sections.get(heading);

    if (section == null) {
      throw new IllegalArgumentException(FILE + " has no heading " + heading);
    }

    return rows(section).stream().flatMap(cells -> names(cells.get(0), heading)).toList();
  }

  /** Columns of the table whose rows are of a class; empty if no section names it. */
  List<Column> columns(Class<?> row) {
    Pattern rowClass = Pattern.compile("Row\\s+class:\\s+`" + row.getSimpleName() + "`");
    return sections.values().stream()
        .filter(section -> rowClass.matcher(section).find())
        .flatMap(section -> rows(section).stream())
        .map(SchemaDocument::column)
        .toList();
  }

  private static Column column(List<String> cells) {
    String name = names(cells.get(0), "a table").findFirst().orElseThrow();
    return new Column(name, cells.get(1).replaceAll("\\[\\d+]", "[]"), cells.get(4));
  }

  private static Stream<String> names(String cell, String where) {
    Matcher range = RANGE.matcher(cell);

    if (range.matches()) {
      return IntStream.rangeClosed(
              Integer.parseInt(range.group(2)), Integer.parseInt(range.group(3)))
          .mapToObj(i -> range.group(1) + i);
    }

    Matcher name = NAME.matcher(cell);

    if (!name.matches()) {
      throw new IllegalArgumentException("No column's name under " + where + ": " + cell);
    }

    return Stream.of(name.group(1));
  }

  /** Cells of the rows of the section's first table, without its header. */
  private static List<List<String>> rows(String section) {
    List<List<String>> rows = new ArrayList<>();

    for (String line : section.split("\n")) {
      if (line.startsWith("|")) {
        // A bar within a cell is escaped.
        rows.add(
            Arrays.stream(line.substring(1).split("(?<!\\\\)\\|")).map(String::strip).toList());
      } else if (!rows.isEmpty()) {
        break;
      }
    }

    return rows.isEmpty() ? rows : rows.subList(2, rows.size());
  }
}

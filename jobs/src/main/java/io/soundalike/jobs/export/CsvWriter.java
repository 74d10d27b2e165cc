package io.soundalike.jobs.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV that is safe to open in a spreadsheet: text that a spreadsheet would evaluate as a
 * formula, which tags and file names can contain, is prefixed with an apostrophe.
 *
 * <p>References: RFC 4180; OWASP, CSV Injection
 */
public final class CsvWriter implements Closeable {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').build();

  /** First characters of formulas, and characters that some programs skip before them. */
  private static final String FORMULA = "=+-@\t\r\n";

  private final CSVPrinter csv;

  /** Opens a file, which is replaced if it exists, and writes the names of the columns. */
  static CsvWriter open(Path file, String... columns) throws IOException {
    return new CsvWriter(Files.newBufferedWriter(file), columns);
  }

  /** Writes the names of the columns. */
  public CsvWriter(Appendable out, String... columns) throws IOException {
    csv = new CSVPrinter(out, FORMAT);
    csv.printRecord((Object[]) columns);
  }

  /** Writes a row. */
  public void row(@Nullable Object... cells) throws IOException {
    for (Object cell : cells) {
      cell(cell);
    }

    endRow();
  }

  /** Writes the next cell of a row. */
  public void cell(@Nullable Object cell) throws IOException {
    boolean looksLikeFormula =
        cell instanceof String text && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    csv.print(looksLikeFormula ? "'" + cell : cell);
  }

  /** Writes the next cells of a row. */
  void cells(float[] values) throws IOException {
    for (float value : values) {
      cell(value);
    }
  }

  /** Ends a row. */
  public void endRow() throws IOException {
    csv.println();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}

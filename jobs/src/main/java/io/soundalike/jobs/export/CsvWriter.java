package io.soundalike.jobs.export;

import java.io.Closeable;
import java.io.IOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV that a spreadsheet may open: a text that it would take for a formula, which a song's
 * tags or a file's name can hold, gets an apostrophe in front.
 *
 * <p>References: RFC 4180; OWASP, CSV Injection
 */
public final class CsvWriter implements Closeable {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').build();

  /** With what a formula can begin, or what some programs skip in front of one. */
  private static final String FORMULA = "=+-@\t\r\n";

  private final CSVPrinter csv;

  /** Begins with the names of the columns. */
  public CsvWriter(Appendable out, String... columns) throws IOException {
    csv = new CSVPrinter(out, FORMAT);
    csv.printRecord((Object[]) columns);
  }

  /** Writes a whole row. */
  public void row(@Nullable Object... cells) throws IOException {
    for (Object cell : cells) {
      cell(cell);
    }

    endRow();
  }

  /** Writes one more cell of a row: a number as it is, a text so that it stays one. */
  public void cell(@Nullable Object cell) throws IOException {
    boolean looksLikeFormula =
        cell instanceof String text && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    csv.print(looksLikeFormula ? "'" + cell : cell);
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

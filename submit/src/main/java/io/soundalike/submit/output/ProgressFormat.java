package io.soundalike.submit.output;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.soundalike.jobs.execution.Progress;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How progress is printed: for people, on a terminal or in a log, or for programs. */
public enum ProgressFormat {
  /** Lines. */
  PLAIN {
    @Override
    public Progress to(PrintStream out, String runId) {
      return line -> out.println(TerminalText.ofLine(line));
    }
  },
  /** Lines, and below them a progress bar that is overwritten. */
  TERMINAL {
    @Override
    public Progress to(PrintStream out, String runId) {
      return new Terminal(out);
    }
  },
  /** One JSON object for each event, on a line of its own. */
  JSON {
    @Override
    public Progress to(PrintStream out, String runId) {
      return new Json(out, runId);
    }
  },
  /** Nothing. */
  QUIET {
    @Override
    public Progress to(PrintStream out, String runId) {
      return line -> {};
    }
  };

  /**
   * Progress in this format.
   *
   * @param runId in each event of JSON; empty outside of a run
   */
  public abstract Progress to(PrintStream out, String runId);

  /** TERMINAL if the launcher says so: Java itself can tell a terminal only since version 22. */
  public static ProgressFormat forTerminal() {
    return isTerminal() ? TERMINAL : PLAIN;
  }

  /** Whether the launcher says that standard output is a terminal. */
  public static boolean isTerminal() {
    return Boolean.getBoolean("soundalike.terminal");
  }

  private static final class Terminal implements Progress {

    private static final String CLEARED = "\r\u001b[K";

    /** Short enough for the longest line to fit into 80 columns. */
    private static final int BAR = 12;

    private final PrintStream out;
    private boolean hasBar;

    Terminal(PrintStream out) {
      this.out = out;
    }

    @Override
    public synchronized void line(String line) {
      out.println((hasBar ? CLEARED : "") + TerminalText.ofLine(line));
      hasBar = false;
    }

    @Override
    public void commits(Songs songs) {
      advances(songs);
    }

    @Override
    public synchronized void close() {
      out.print(hasBar ? CLEARED : "");
      out.flush();
      hasBar = false;
    }

    @Override
    public synchronized void advances(Songs songs) {
      int full = (int) (BAR * songs.done() / Math.max(1, songs.all()));
      out.print(
          CLEARED
              + "  ["
              + "=".repeat(full)
              + " ".repeat(BAR - full)
              + "] "
              + songs.stage()
              + " "
              + songs);
      out.flush();
      hasBar = true;
    }
  }

  private static final class Json implements Progress {

    private final PrintStream out;
    private final String runId;

    /**
     * @param runId empty outside of a run
     */
    Json(PrintStream out, String runId) {
      this.out = out;
      this.runId = runId;
    }

    @Override
    public void line(String line) {
      if (!line.isBlank()) {
        print("line", Map.of("text", line.strip()));
      }
    }

    @Override
    public void begins(String stage) {
      print("begins", Map.of("stage", stage));
    }

    @Override
    public void ends(String stage, String summary, double seconds) {
      print("ends", Map.of("stage", stage, "seconds", seconds, "text", summary));
    }

    @Override
    public void commits(Songs songs) {
      print(
          "commits",
          Map.of(
              "stage", songs.stage(),
              "done", songs.done(),
              "all", songs.all(),
              "seconds", songs.seconds()));
    }

    @Override
    public void result(List<String> lines, List<? extends Map<String, ?>> rows) {
      rows.forEach(row -> print("result", row));
    }

    private void print(String event, Map<String, ?> more) {
      Map<String, Object> json = new LinkedHashMap<>(more);
      // JSON has no NaN and no infinity.
      json.values().removeIf(value -> value instanceof Double d && !Double.isFinite(d));
      json.put("time", Instant.now().toString());

      if (!runId.isEmpty()) {
        json.put("run", runId);
      }

      json.put("event", event);
      String text = ConfigValueFactory.fromMap(json).render(ConfigRenderOptions.concise());
      out.println(TerminalText.escapedInJson(text));
    }
  }
}

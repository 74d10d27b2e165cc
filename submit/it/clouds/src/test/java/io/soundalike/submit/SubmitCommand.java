package io.soundalike.submit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The arguments of a {@code spark-submit} command.
 *
 * @param conf the settings of all {@code --conf}
 * @param options the other options, by name
 */
record SubmitCommand(
    Map<String, String> conf, Map<String, String> options, String jar, List<String> arguments) {

  static SubmitCommand parse(List<String> words) {
    Map<String, String> conf = new TreeMap<>();
    Map<String, String> options = new TreeMap<>();
    int i = 0;

    for (; words.get(i).startsWith("--"); i += 2) {
      String value = words.get(i + 1);

      if (words.get(i).equals("--conf")) {
        conf.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
      } else {
        options.put(words.get(i), value);
      }
    }

    return new SubmitCommand(conf, options, words.get(i), words.subList(i + 1, words.size()));
  }

  String mainClass() {
    return options.get("--class");
  }
}

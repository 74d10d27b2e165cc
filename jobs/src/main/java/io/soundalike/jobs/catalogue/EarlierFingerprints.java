package io.soundalike.jobs.catalogue;

import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.settings.InvalidSettingsException;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fingerprints that builds before release 0.1 gave to features. They contained the limits of
 * the audio section: a catalogue that was made with other limits than the defaults has its rows
 * under other fingerprints than today's. Such rows are read together with today's; new rows are
 * written under today's fingerprint alone.
 *
 * <p>Which fingerprints they are follows from the settings that runs have stored. Those are read
 * once, and only in a catalogue that has features of several fingerprints. Release 0.2 can drop
 * this class.
 */
final class EarlierFingerprints {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierFingerprints.class);

  private final CommittedFolders folders;
  private @Nullable Map<String, Set<String>> byFingerprint;

  EarlierFingerprints(CommittedFolders folders) {
    this.folders = folders;
  }

  /** The earlier fingerprints of features that have this one today, in order; mostly none. */
  synchronized List<String> of(String fingerprint) throws IOException {
    List<String> others = new ArrayList<>(fingerprints());
    others.remove(fingerprint);

    if (others.isEmpty()) {
      return List.of();
    }

    if (byFingerprint == null) {
      byFingerprint = readSettings();
    }

    others.retainAll(byFingerprint.getOrDefault(fingerprint, Set.of()));
    return others;
  }

  private List<String> fingerprints() throws IOException {
    return folders.children(CatalogueTables.FEATURES).stream()
        .map(name -> name.substring(Catalogue.FINGERPRINT.length()))
        .toList();
  }

  /** Reads the settings of runs, the latest first, until they explain every folder. */
  private Map<String, Set<String>> readSettings() throws IOException {
    Map<String, Set<String>> found = new HashMap<>();
    Set<String> unexplained = new TreeSet<>(fingerprints());
    List<String> runs = new ArrayList<>(folders.children(CatalogueTables.RUNS));
    Collections.reverse(runs);

    for (String run : runs) {
      String file = CatalogueTables.RUNS + "/" + run + "/" + CatalogueTables.SETTINGS_FILE;

      if (unexplained.isEmpty()) {
        break;
      } else if (!folders.exists(file)) {
        continue;
      }

      try {
        String settings = folders.readText(file);
        String now = SettingsFingerprint.FEATURES.ofStored(settings);
        String earlier = SettingsFingerprint.FEATURES.ofStoredWithLimits(settings);
        unexplained.remove(now);
        unexplained.remove(earlier);

        if (!earlier.equals(now)) {
          found.computeIfAbsent(now, key -> new TreeSet<>()).add(earlier);
        }
      } catch (InvalidSettingsException e) {
        LOG.warn("{} is damaged; features under its fingerprint are not found", file, e);
      }
    }

    return found;
  }
}

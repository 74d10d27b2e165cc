package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.demo.DemoCatalogue;
import io.soundalike.jobs.features.TrackAnalyser;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors have the locale of their machine: Main sets that of the driver only. */
class GermanLocaleTest {

  private final Locale real = Locale.getDefault();

  @TempDir private Path folder;

  @BeforeEach
  void speakGerman() {
    Locale.setDefault(Locale.GERMANY);
  }

  @AfterEach
  void stop() {
    Locale.setDefault(real);
  }

  @Test
  void reasonsOfExecutorsHaveADecimalPoint() throws Exception {
    DemoCatalogue.write(folder, 1, 5, 14);
    byte[] song = Files.readAllBytes(folder.resolve(DemoCatalogue.songs().get(0).fileName()));
    Settings settings = SettingsReader.read(List.of(), List.of("audio.min-seconds=20.5"));
    FeatureRow row = new TrackAnalyser(settings).analyse("id", song);

    assertThat(String.format("%.1f", 1.5)).isEqualTo("1,5");
    assertThat(row.getDetail()).matches("[45]\\.\\d s of audio, at least 20\\.5 s are needed.*");
  }
}

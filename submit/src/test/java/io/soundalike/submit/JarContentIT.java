package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the shaded jar holds, and what it must not. */
class JarContentIT {

  private static List<String> entries = List.of();

  @BeforeAll
  static void read() throws IOException {
    try (JarFile jar = new JarFile(Processes.jar().toFile())) {
      entries = jar.stream().map(ZipEntry::getName).toList();
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.soundalike.submit.Main");
    }
  }

  @Test
  void theClustersClassesAreNotInIt() {
    assertThat(entries)
        // DL4J keeps one class of its own in Spark's package, to reach what is private there.
        .noneMatch(name -> name.matches("org/apache/spark/.*(?<!TaskContextHelper\\$?)\\.class"))
        .noneMatch(name -> name.startsWith("org/apache/hadoop/"))
        .noneMatch(name -> name.startsWith("scala/"))
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .noneMatch(name -> name.startsWith("com/fasterxml/jackson/"))
        .noneMatch(name -> name.startsWith("com/typesafe/"));
  }

  @Test
  void ourOwnAreThere() {
    assertThat(entries)
        .contains(
            "io/soundalike/submit/Main.class",
            "io/soundalike/settings/reference.conf",
            "io/soundalike/report/index.html",
            "META-INF/services/io.soundalike.audio.AudioFormat",
            "org/nd4j/nativeblas/Nd4jCpu.class");
  }

  @Test
  void exactlyOneNativeLibraryLands() {
    assertThat(
            entries.stream()
                .filter(name -> name.matches(".*/libnd4jcpu\\.(so|dylib)|.*/nd4jcpu\\.dll")))
        .hasSize(1)
        .allMatch(name -> name.contains("onednn") || name.contains("linux-x86_64"));
    assertThat(entries).noneMatch(name -> name.contains("macosx-") && name.endsWith(".dylib"));
  }
}

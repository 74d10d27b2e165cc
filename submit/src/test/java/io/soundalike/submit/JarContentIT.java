package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        .noneMatch(name -> name.startsWith("com/fasterxml/jackson/"));
  }

  @Test
  void librariesThatClustersHaveInOtherVersionsAreRelocated() {
    for (String library :
        List.of(
            "com/clearspring/analytics/",
            "com/fasterxml/",
            "com/google/common/",
            "com/google/gson/",
            "com/google/protobuf/",
            "com/typesafe/",
            "it/unimi/",
            "org/apache/commons/",
            "org/joda/")) {
      assertThat(entries)
          .noneMatch(name -> name.startsWith(library) && name.endsWith(".class"))
          .noneMatch(name -> name.matches("META-INF/versions/.*/" + library + ".*"));
    }
  }

  /** Of the LGPL are JLayer, jump3r and JOrbis: users may put other versions in their place. */
  @Test
  void theLicencesOfWhatIsInItAreListed() throws IOException {
    try (JarFile jar = new JarFile(Processes.jar().toFile());
        InputStream list = jar.getInputStream(jar.getEntry("META-INF/THIRD-PARTY.txt"))) {
      List<String> licences =
          new String(list.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith("     ("))
              .map(String::strip)
              .toList();

      assertThat(licences)
          .hasSizeGreaterThan(50)
          .allMatch(line -> line.matches("(\\(.+\\) )+.+ \\(.+:.+:.+\\)"))
          .noneMatch(line -> line.contains("Unknown license"))
          .noneMatch(line -> line.contains("org.apache.spark:"))
          .anyMatch(line -> line.matches("\\(GNU Lesser.*javazoom:jlayer:.*"))
          .anyMatch(line -> line.matches("\\(LGPL.*de.sciss:jump3r:.*"))
          .anyMatch(line -> line.matches("\\(Apache.*org.nd4j:nd4j-native:.*"));
    }
  }

  @Test
  void itsSizeIsThatOfOneNativeLibrary() throws IOException {
    // 130 of these megabytes are libnd4jcpu; another platform's would make it twice as large.
    assertThat(Files.size(Processes.jar())).isLessThan(200_000_000);
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
    // Of D3 what the page needs, and what its licence asks for.
    assertThat(entries.stream().filter(name -> name.matches(".*/webjars/d3/[0-9.]+/.*[^/]")))
        .extracting(name -> name.substring(name.lastIndexOf('/') + 1))
        .containsExactlyInAnyOrder("LICENSE", "d3.min.js");
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

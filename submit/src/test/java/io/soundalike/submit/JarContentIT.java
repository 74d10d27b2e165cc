package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the shaded jar holds, what it must not, and what it says of its contents and their licences.
 */
class JarContentIT {

  private static final String RELOCATED = "io/soundalike/shaded/";

  private static final Pattern NATIVE_LIBRARY = Pattern.compile(".*\\.(so(\\.\\d+)?|dylib|dll)");

  /** Our classes: one of them takes a place in ND4J's package where DL4J looks for it. */
  private static final Pattern OURS =
      Pattern.compile(
          "io/soundalike/.*|org/nd4j/nativeblas/(package-info|Nd4jCpu(\\$.*)?)\\.class");

  private static final Map<String, byte[]> METADATA = new HashMap<>();

  private static List<String> entries = List.of();
  private static String thirdParty = "";

  @BeforeAll
  static void read() throws IOException {
    try (JarFile jar = new JarFile(Processes.jar().toFile())) {
      entries = jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.soundalike.submit.Main");

      for (String name : entries) {
        if (name.matches("META-INF/(LICENSE|NOTICE|THIRD-PARTY\\.txt|maven/.*/pom\\.properties)")) {
          METADATA.put(name, jar.getInputStream(jar.getEntry(name)).readAllBytes());
        }
      }
    }
    thirdParty = text("META-INF/THIRD-PARTY.txt");
  }

  private static String text(String name) {
    assertThat(METADATA).containsKey(name);
    return new String(METADATA.get(name), StandardCharsets.UTF_8);
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }

  /**
   * Coordinates of the artifacts in the jar: group, artifact, version and, of natives, classifier.
   */
  private static List<String> listedArtifacts() {
    String artifacts = thirdParty.substring(0, thirdParty.indexOf("\nInside "));
    return found(Pattern.compile("(?m)^[^\\s:]+(:[^\\s:]+){2,3}$"), artifacts);
  }

  /** The artifacts as this test's class path has them, before they were shaded, by coordinates. */
  private static Map<String, Path> listedJars() {
    Map<String, Path> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .collect(
                Collectors.toMap(path -> path.getFileName().toString(), path -> path, (a, b) -> a));
    Map<String, Path> jars = new HashMap<>();

    for (String coordinates : listedArtifacts()) {
      String[] part = coordinates.split(":");
      String name = String.join("-", List.of(part).subList(1, part.length)) + ".jar";
      assertThat(classPath).as(coordinates).containsKey(name);
      jars.put(coordinates, classPath.get(name));
    }

    return jars;
  }

  private static List<String> filesOf(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
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
            "com/google/thirdparty/",
            "com/typesafe/",
            "it/unimi/",
            "org/apache/commons/",
            "org/joda/")) {
      assertThat(entries)
          .noneMatch(name -> name.startsWith(library) && name.endsWith(".class"))
          .noneMatch(name -> name.matches("META-INF/versions/.*/" + library + ".*"));
    }
  }

  @Test
  void librariesThatNothingUsesAreNotInIt() {
    for (String library :
        List.of(
            "au/com/bytecode/opencsv/",
            "com/clearspring/",
            "com/google/gson/",
            "com/sun/activation/",
            "com/sun/jna/",
            "com/tdunning/",
            "de/javakaffee/",
            "freemarker/",
            "it/unimi/dsi/fastutil/",
            "javax/json/",
            "net/ericaro/neoitertools/",
            "org/apache/commons/compress/",
            "org/apache/commons/net/",
            "org/datavec/",
            "org/glassfish/",
            "org/joda/time/",
            "org/nd4j/shade/codehaus/",
            "org/nd4j/shade/jackson/dataformat/xml/",
            "org/nd4j/shade/jackson/datatype/",
            "org/nd4j/shade/wstx/",
            "org/threeten/",
            "oshi/")) {
      assertThat(entries)
          .noneMatch(name -> name.startsWith(library) || name.startsWith(RELOCATED + library));
    }
  }

  @Test
  void librariesUnderTheLgplKeepTheirNamesSoThatUsersCanReplaceThem() {
    assertThat(entries)
        .contains(
            "com/github/trilarion/sound/vorbis/jcraft/jorbis/Info.class",
            "de/sciss/jump3r/mp3/Lame.class",
            "javazoom/jl/decoder/Decoder.class",
            "org/kc7bfi/jflac/FLACDecoder.class");
  }

  @Test
  void licenceAndNoticeAreThoseOfTheProject() throws IOException {
    assertThat(text("META-INF/LICENSE"))
        .isEqualTo(Files.readString(Processes.root().resolve("LICENSE")));
    assertThat(text("META-INF/NOTICE"))
        .isEqualTo(Files.readString(Processes.root().resolve("NOTICE")));
  }

  @Test
  void noticeHasTheNoticesOfTheArtifacts() throws IOException {
    List<String> lines = text("META-INF/NOTICE").lines().map(String::strip).toList();
    List<String> withNotice = new ArrayList<>();

    for (Map.Entry<String, Path> artifact : listedJars().entrySet()) {
      try (JarFile file = new JarFile(artifact.getValue().toFile())) {
        for (String name : List.of("META-INF/NOTICE", "META-INF/NOTICE.txt")) {
          ZipEntry notice = file.getEntry(name);

          if (notice != null) {
            withNotice.add(artifact.getKey());
            assertThat(
                    new String(file.getInputStream(notice).readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip))
                .as(artifact.getKey())
                .isSubsetOf(lines);
          }
        }
      }
    }

    assertThat(withNotice)
        .anyMatch(artifact -> artifact.startsWith("org.apache.commons:commons-math3:"))
        .anyMatch(artifact -> artifact.startsWith("org.nd4j:jackson:"));
  }

  @Test
  void thirdPartyListsTheArtifactsOfTheBillOfMaterials() {
    Path bom = Path.of(Processes.jar().toString().replaceFirst("\\.jar$", ".cdx.json"));
    // The plugin works online only.
    assumeThat(bom).exists();
    Config document =
        ConfigFactory.parseFile(
            bom.toFile(),
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setAllowMissing(false));
    Pattern maven =
        Pattern.compile("pkg:maven/([^/]+)/([^@]+)@([^?]+)\\?(?:classifier=([^&]+)&)?type=jar");

    List<String> artifacts = new ArrayList<>();

    for (Config component : document.getConfigList("components")) {
      String purl = component.getString("purl");
      assertThat(purl).matches(maven);
      MatchResult part = maven.matcher(purl).results().findFirst().orElseThrow();

      if (!part.group(1).equals("io.soundalike")) {
        String classifier = part.group(4) == null ? "" : ":" + part.group(4);
        artifacts.add(part.group(1) + ":" + part.group(2) + ":" + part.group(3) + classifier);
      }
    }

    assertThat(listedArtifacts())
        .containsExactlyInAnyOrderElementsOf(artifacts)
        .doesNotHaveDuplicates()
        .anyMatch(artifact -> artifact.matches("org\\.nd4j:nd4j-native:[^:]+:.+-onednn.*"));
  }

  @Test
  void everyClassAndNativeLibraryIsOfAListedArtifact() throws IOException {
    Set<String> inJar = Set.copyOf(entries);
    Set<String> known = new HashSet<>();

    for (Map.Entry<String, Path> artifact : listedJars().entrySet()) {
      List<String> files = filesOf(artifact.getValue());
      assertThat(files)
          .as(artifact.getKey())
          .anyMatch(name -> inJar.contains(name) || inJar.contains(RELOCATED + name));
      known.addAll(files);
    }

    List<String> classesAndLibraries =
        entries.stream()
            .filter(name -> name.endsWith(".class") || NATIVE_LIBRARY.matcher(name).matches())
            .filter(name -> name.startsWith(RELOCATED) || !OURS.matcher(name).matches())
            .map(name -> name.startsWith(RELOCATED) ? name.substring(RELOCATED.length()) : name)
            .toList();
    assertThat(classesAndLibraries).hasSizeGreaterThan(10_000);
    assertThat(classesAndLibraries.stream().filter(name -> !known.contains(name))).isEmpty();
  }

  @Test
  void thirdPartyNamesWhatTheArtifactsBundle() throws IOException {
    Set<String> bundled = new TreeSet<>();

    for (Map.Entry<String, byte[]> file : METADATA.entrySet()) {
      if (file.getKey().endsWith("/pom.properties")) {
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(file.getValue()));
        bundled.add(
            Stream.of("groupId", "artifactId", "version")
                .map(properties::getProperty)
                .collect(Collectors.joining(":")));
      }
    }

    assertThat(found(Pattern.compile("[^\\s:,]+:[^\\s:,]+:[^\\s:,]+"), thirdParty))
        .containsAll(bundled.stream().filter(name -> !name.startsWith("io.soundalike:")).toList());
    assertThat(bundled).anyMatch(name -> name.startsWith("com.google.protobuf:protobuf-java:"));
  }

  @Test
  void thirdPartyNamesEachNativeLibrary() {
    String natives = thirdParty.substring(thirdParty.indexOf("\nInside the native libraries\n"));

    assertThat(entries.stream().filter(name -> NATIVE_LIBRARY.matcher(name).matches()))
        .extracting(name -> name.substring(name.lastIndexOf('/') + 1))
        .extracting(name -> name.replaceFirst("^lib", "").replaceFirst("[-.].*", ""))
        .extracting(name -> name.replaceFirst("\\d+(_\\d)?$", ""))
        .isNotEmpty()
        .isSubsetOf(found(Pattern.compile("\\w+"), natives));
  }

  @Test
  void everyLicenceThatThirdPartyNamesHasItsTextInTheJar() {
    Set<String> texts =
        entries.stream()
            .filter(name -> name.startsWith("META-INF/licenses/"))
            .map(name -> name.substring("META-INF/".length()))
            .collect(Collectors.toSet());

    assertThat(Set.copyOf(found(Pattern.compile("licenses/\\S+\\.txt"), thirdParty)))
        .containsExactlyInAnyOrderElementsOf(texts)
        .contains(
            "licenses/Apache-2.0.txt",
            "licenses/GPL-3.0.txt",
            "licenses/LGPL-2.1-or-later.txt",
            "licenses/ISC-d3.txt");
    assertThat(thirdParty).doesNotContain("Unknown license").doesNotContain("@", "${");
  }

  @Test
  void itsSizeIsThatOfOneNativeLibrary() throws IOException {
    // 110 of these megabytes are native libraries; another platform's would make it twice as large.
    assertThat(Files.size(Processes.jar())).isLessThan(150_000_000);
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

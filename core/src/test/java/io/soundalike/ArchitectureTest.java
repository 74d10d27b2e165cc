package io.soundalike;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which package of core may use which other, and which library. */
class ArchitectureTest {

  /** Each package may use those before it. */
  private static final List<String> ORDER =
      List.of(
          "math",
          "settings",
          "nd4j",
          "dsp",
          "audio",
          "track",
          "features",
          "model",
          "neighbours",
          "projection",
          "clustering",
          "transcoding",
          "evaluation",
          "recommendation",
          "report",
          "demo");

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.soundalike");

  @Test
  void packagesUseOnlyEarlierOnes() {
    LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();

    for (String name : ORDER) {
      layers = layers.layer(name).definedBy("io.soundalike." + name + "..");
    }

    int last = ORDER.size() - 1;

    for (int i = 0; i < last; i++) {
      layers =
          layers
              .whereLayer(ORDER.get(i))
              .mayOnlyBeAccessedByLayers(ORDER.subList(i + 1, last + 1).toArray(String[]::new));
    }

    layers = layers.whereLayer(ORDER.get(last)).mayNotBeAccessedByAnyLayer();
    check(layers);
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                ORDER.stream().map(name -> "io.soundalike." + name + "..").toArray(String[]::new))
            .should()
            .resideInAPackage("io.soundalike..")
            .allowEmptyShould(true));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("io.soundalike.(*)..").should().beFreeOfCycles());
  }

  @Test
  void onlyAudioUsesDecoders() {
    onlyIn("..audio..", "javazoom..", "org.kc7bfi..", "com.github.trilarion..");
  }

  @Test
  void onlyModelAndNd4jUseDl4jAndNd4j() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("..model..", "io.soundalike.nd4j..", "org.nd4j..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.nd4j.."));
  }

  @Test
  void onlyTranscodingUsesTheMp3Encoder() {
    onlyIn("..transcoding..", "de.sciss..");
  }

  @Test
  void onlyReportUsesTemplatesAndImages() {
    onlyIn("..report..", "com.samskivert..", "java.awt..", "javax.imageio..");
  }

  @Test
  void coreUsesNoCluster() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala.."));
  }

  @Test
  void noClassEndsTheProcess() {
    check(noClasses().should().callMethod(System.class, "exit", int.class));
  }

  private static void onlyIn(String user, String... packages) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(user)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages));
  }

  private static void check(ArchRule rule) {
    rule.check(CORE);
  }
}

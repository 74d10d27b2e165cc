package io.soundalike;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The rules of core's rooms; docs/architecture.md tells why. */
class ArchitectureTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.soundalike");

  @Test
  void onlyAudioSeesDecoders() {
    onlyIn("..audio..", "javazoom..", "org.kc7bfi..", "com.github.trilarion..");
  }

  @Test
  void onlyModelSeesDl4j() {
    onlyIn("..model..", "org.deeplearning4j..");
  }

  @Test
  void nd4jComputesNetworksAndProducts() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("..model..", "..neighbours..", "org.nd4j..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.nd4j.."));
  }

  @Test
  void onlyEncodingEncodes() {
    onlyIn("..encoding..", "de.sciss..");
  }

  @Test
  void onlyReportSeesTemplatesAndImages() {
    onlyIn("..report..", "com.samskivert..", "java.awt..", "javax.imageio..");
  }

  @Test
  void coreKnowsNoCluster() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala.."));
  }

  @Test
  void dspKnowsNobody() {
    check(
        classes()
            .that()
            .resideInAPackage("..dsp..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..dsp..", "java..", "org.jtransforms..", "org.jspecify.."));
  }

  @Test
  void nobodyEndsTheProcess() {
    check(noClasses().should().callMethod(System.class, "exit", int.class));
  }

  private static void onlyIn(String room, String... packages) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(room)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages));
  }

  private static void check(ArchRule rule) {
    rule.check(CORE);
  }
}

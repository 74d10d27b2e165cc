package io.soundalike.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of the jobs' room. */
class ArchitectureTest {

  private static final JavaClasses JOBS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.soundalike.jobs");

  @Test
  void onlyTrainingSeesDl4j() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..training..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..")
        .check(JOBS);
  }

  @Test
  void decodersStayBehindTheirRoom() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "javazoom..",
            "org.kc7bfi..",
            "com.github.trilarion..",
            "com.mpatric..",
            "org.jtransforms..")
        .check(JOBS);
  }

  @Test
  void nobodyEndsTheProcess() {
    noClasses().should().callMethod(System.class, "exit", int.class).check(JOBS);
  }
}

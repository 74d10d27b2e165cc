package io.soundalike.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which package of jobs may use which other, and which library. */
class ArchitectureTest {

  /** Each package may use those before it. */
  private static final List<String> ORDER =
      List.of(
          "table",
          "catalogue",
          "execution",
          "inventory",
          "features",
          "training",
          "embedding",
          "neighbours",
          "map",
          "recommendation",
          "evaluation",
          "query",
          "report",
          "export",
          "maintenance",
          "pipeline");

  private static final JavaClasses JOBS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.soundalike.jobs");

  @Test
  void packagesUseOnlyEarlierOnes() {
    LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();

    for (String name : ORDER) {
      layers = layers.layer(name).definedBy("io.soundalike.jobs." + name + "..");
    }

    int last = ORDER.size() - 1;

    for (int i = 0; i < last; i++) {
      layers =
          layers
              .whereLayer(ORDER.get(i))
              .mayOnlyBeAccessedByLayers(ORDER.subList(i + 1, last + 1).toArray(String[]::new));
    }

    layers.whereLayer(ORDER.get(last)).mayNotBeAccessedByAnyLayer().check(JOBS);
  }

  @Test
  void everyClassIsInOneOfThesePackages() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ORDER.stream().map(name -> "io.soundalike.jobs." + name + "..").toArray(String[]::new))
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .resideInAPackage("io.soundalike.jobs..")
        .allowEmptyShould(true)
        .check(JOBS);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.soundalike.jobs.(*)..").should().beFreeOfCycles().check(JOBS);
  }

  @Test
  void onlyTrainingUsesDl4j() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..training..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..")
        .check(JOBS);
  }

  @Test
  void jobsUseNoDecoderDirectly() {
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
  void noClassEndsTheProcess() {
    noClasses().should().callMethod(System.class, "exit", int.class).check(JOBS);
  }
}

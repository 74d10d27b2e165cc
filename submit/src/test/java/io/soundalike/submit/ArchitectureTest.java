package io.soundalike.submit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which package of submit may use which other, and what no other module may do. */
class ArchitectureTest {

  /** The product's classes: profile engines has the tests' cluster on the class path as well. */
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("io/soundalike/engines/"))
          .importPackages("io.soundalike");

  @Test
  void packagesUseOnlyEarlierOnes() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("output")
        .definedBy("io.soundalike.submit.output..")
        .layer("session")
        .definedBy("io.soundalike.submit.session..")
        .layer("option")
        .definedBy("io.soundalike.submit.option..")
        .layer("command")
        .definedBy("io.soundalike.submit.command..")
        .layer("main")
        .definedBy("io.soundalike.submit")
        .whereLayer("session")
        .mayOnlyBeAccessedByLayers("option", "command", "main")
        .whereLayer("option")
        .mayOnlyBeAccessedByLayers("command", "main")
        .whereLayer("command")
        .mayOnlyBeAccessedByLayers("main")
        .whereLayer("main")
        .mayNotBeAccessedByAnyLayer()
        .check(ALL);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.soundalike.submit.(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Main.class.getName())
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(ALL);
  }

  @Test
  void onlySubmitUsesTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..submit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(ALL);
  }

  @Test
  void noModuleDependsOnSubmit() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..submit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..submit..")
        .check(ALL);
  }
}

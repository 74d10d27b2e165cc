package io.soundalike.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaDocumentationTest {

  private static final String NEVER = "never";

  static Stream<Class<?>> rowClasses() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(SchemaDocument.class.getPackageName())
            .stream()
            .filter(type -> type.getSimpleName().endsWith("Row"))
            .map(type -> type.reflect());
  }

  @ParameterizedTest
  @MethodSource("rowClasses")
  void documentsEveryColumnWithItsType(Class<?> row) throws Exception {
    Encoder<?> encoder = (Encoder<?>) row.getField("ENCODER").get(null);
    List<String> written =
        Arrays.stream(encoder.schema().fields())
            .map(field -> field.name() + " " + typeName(field.dataType()))
            .toList();

    assertThat(SchemaDocument.read().columns(row))
        .extracting(column -> column.name() + " " + column.type())
        .containsExactlyInAnyOrderElementsOf(written);
  }

  @ParameterizedTest
  @MethodSource("rowClasses")
  void documentsWhatNullMeansWhereNullsAreWritten(Class<?> row) throws Exception {
    List<String> nullable =
        Arrays.stream(properties(row))
            .filter(SchemaDocumentationTest::isNullable)
            .map(PropertyDescriptor::getName)
            .toList();

    assertThat(SchemaDocument.read().columns(row))
        .allSatisfy(column -> assertThat(column.ifNull()).as(column.name()).isNotEmpty())
        .filteredOn(column -> !column.ifNull().equals(NEVER))
        .extracting(SchemaDocument.Column::name)
        .containsExactlyInAnyOrderElementsOf(nullable);
  }

  @Test
  void knowsTheTablesOfEveryStage() {
    assertThat(rowClasses())
        .contains(AudioFileRow.class, FeatureRow.class, EmbeddingRow.class, EpochRow.class)
        .hasSizeGreaterThanOrEqualTo(12);
  }

  @Test
  void rangesNameEachOfTheirColumns() {
    SchemaDocument page =
        SchemaDocument.parse(
            "# Page\n\n## `a.csv`\n\n| column | type |\n| --- | --- |\n| `id` | int |\n"
                + "| `x_9` to `x_11` | float |\n\n| other | table |\n| --- | --- |\n| `no` | |\n");

    assertThat(page.names("a.csv")).containsExactly("id", "x_9", "x_10", "x_11");
  }

  private static PropertyDescriptor[] properties(Class<?> row) throws IntrospectionException {
    return Introspector.getBeanInfo(row, Object.class).getPropertyDescriptors();
  }

  private static boolean isNullable(PropertyDescriptor property) {
    return property.getReadMethod().getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
  }

  private static String typeName(DataType type) {
    if (type instanceof ArrayType array) {
      return typeName(array.elementType()) + "[]";
    } else if (type instanceof MapType map) {
      return "map<%s,%s>".formatted(typeName(map.keyType()), typeName(map.valueType()));
    }

    return type.equals(DataTypes.IntegerType) ? "int" : type.typeName();
  }
}

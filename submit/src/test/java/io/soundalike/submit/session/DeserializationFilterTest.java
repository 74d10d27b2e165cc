package io.soundalike.submit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.table.AudioFileRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.management.BadAttributeValueExpException;
import org.junit.jupiter.api.Test;

class DeserializationFilterTest {

  @Test
  void gadgetsAreRefusedWhereverTheyStand() {
    assertThatThrownBy(() -> readBack(new ArrayList<>(List.of(gadget()))))
        .isInstanceOf(InvalidClassException.class)
        .hasMessageContaining("REJECTED");
  }

  @Test
  void whatSparkMovesPasses() throws Exception {
    AudioFileRow row = new AudioFileRow();
    row.setPath("file:/a.mp3");

    assertThat(((AudioFileRow) readBack(row)).getPath()).isEqualTo("file:/a.mp3");
    assertThat(readBack(new scala.Tuple2<>("a", 1))).isEqualTo(new scala.Tuple2<>("a", 1));
  }

  @Test
  void anOperatorsOwnFilterStays() {
    assertThat(DeserializationFilter.addTo("")).isEqualTo("-Djdk.serialFilter=" + pattern());
    assertThat(DeserializationFilter.addTo("-Da=b")).startsWith("-Da=b -Djdk.serialFilter=!bsh.**");
    assertThat(DeserializationFilter.addTo("-Djdk.serialFilter=*"))
        .isEqualTo("-Djdk.serialFilter=*");
  }

  /** Java's options are split at blanks, on YARN by a shell. */
  private static String pattern() {
    assertThat(DeserializationFilter.PATTERN).doesNotContain(" ", "'", "\"", "$");
    return DeserializationFilter.PATTERN;
  }

  private static Object gadget() {
    return new BadAttributeValueExpException("toString() of anything");
  }

  private static Object readBack(Object object) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(pattern()));
      return in.readObject();
    }
  }
}

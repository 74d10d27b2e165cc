#!/usr/bin/env bash
# JAAD in javasound-aac 0.9.8 (com.tianscar.javasound:javasound-aac): the largest quantized value of AAC is refused.
#
# Behaviour: Decoder.decodeFrame() throws ArrayIndexOutOfBoundsException for a frame with a quantized value of 8191. Its
#   table of the power 4/3 ends at 8190. The same frame with 8190 is decoded, and ffmpeg decodes both.
# Expected: 1024 samples for each frame. Quantized values go up to 8191 (ISO/IEC 14496-3, 4.6.1).
# Instead: none known in this package; leave such frames out.
# Needs: JDK 17, Maven, ffmpeg (5.1.9 was used). Exit code 0: seen as described; 1: the behaviour has changed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.tianscar.javasound</groupId>
      <artifactId>javasound-aac</artifactId>
      <version>0.9.8</version>
    </dependency>
  </dependencies>
</project>
POM

cat > Finding.java <<'JAVA'
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import net.sourceforge.jaad.aac.Decoder;
import net.sourceforge.jaad.adts.ADTSDemultiplexer;

public class Finding {

  private static final int FRAMES = 10;
  private static final int ADTS_HEADER_BYTES = 7;

  public static void main(String[] args) throws Exception {
    if (args[0].equals("make")) {
      for (int value = 8190; value <= 8191; value++) {
        Files.write(Path.of(value + ".aac"), file(value));
      }
      return;
    }

    String below = decode(Path.of("8190.aac"));
    String largest = decode(Path.of("8191.aac"));
    System.out.println("quantized value 8190, JAAD: " + below);
    System.out.println("quantized value 8191, JAAD: " + largest);
    boolean asDescribed =
        below.equals(FRAMES * 1024 + " samples") && largest.contains("IndexOutOfBounds");
    System.exit(asDescribed ? 0 : 1);
  }

  private static byte[] file(int value) {
    byte[] frame = frame(value);
    byte[] file = new byte[FRAMES * frame.length];

    for (int i = 0; i < FRAMES; i++) {
      System.arraycopy(frame, 0, file, i * frame.length, frame.length);
    }

    return file;
  }

  /** ADTS frame of AAC-LC, 44.1 kHz, mono, whose only lines are the first two, of the given quantized value. */
  private static byte[] frame(int value) {
    StringBuilder block = new StringBuilder();
    put(block, 0, 3); // single channel element
    put(block, 0, 4); // element instance tag
    put(block, 80, 8); // global gain
    put(block, 0, 1); // reserved
    put(block, 0, 2); // long window
    put(block, 0, 1); // sine window
    put(block, 1, 6); // one scale factor band, of four lines
    put(block, 0, 1); // no prediction
    put(block, 11, 4); // code book with escape values
    put(block, 1, 5); // for one band
    put(block, 0, 1); // scale factor as the global gain
    put(block, 0, 1); // no pulses
    put(block, 0, 1); // no temporal noise shaping
    put(block, 0, 1); // no gain control
    put(block, 4, 5); // two escape values
    put(block, 0b01, 2); // signs: +, -
    putEscape(block, value);
    putEscape(block, value);
    put(block, 0, 4); // two zeros
    put(block, 7, 3); // end

    while (block.length() % 8 != 0) {
      block.append('0');
    }

    StringBuilder header = new StringBuilder();
    put(header, 0xFFF, 12); // sync
    put(header, 0b0001, 4); // MPEG-4, no checksum
    put(header, 1, 2); // AAC-LC
    put(header, 4, 4); // 44.1 kHz
    put(header, 0, 1); // private bit
    put(header, 1, 3); // mono
    put(header, 0, 4); // flags
    put(header, ADTS_HEADER_BYTES + block.length() / 8, 13);
    put(header, 0x7FF, 11); // variable bit rate
    put(header, 0, 2); // one block
    return bytes(header.append(block));
  }

  private static void put(StringBuilder bits, int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      bits.append(value >> i & 1);
    }
  }

  private static void putEscape(StringBuilder bits, int value) {
    int size = 31 - Integer.numberOfLeadingZeros(value);
    bits.append("1".repeat(size - 4)).append('0');
    put(bits, value - (1 << size), size);
  }

  /** The bits start with a one. */
  private static byte[] bytes(CharSequence bits) {
    byte[] signed = new BigInteger(bits.toString(), 2).toByteArray();
    byte[] bytes = new byte[bits.length() / 8];
    System.arraycopy(signed, signed.length - bytes.length, bytes, 0, bytes.length);
    return bytes;
  }

  private static String decode(Path file) throws IOException {
    ADTSDemultiplexer frames =
        new ADTSDemultiplexer(new ByteArrayInputStream(Files.readAllBytes(file)));
    Decoder decoder = Decoder.create(frames.getDecoderInfo());
    int[] samples = new int[1];

    try {
      for (int i = 0; i < FRAMES; i++) {
        decoder.decodeFrame(
            frames.readNextFrame(), (channels, length, rate) -> samples[0] += length);
      }
    } catch (RuntimeException e) {
      return e.toString();
    }

    return samples[0] + " samples";
  }
}
JAVA

mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
javac -cp "$(cat classpath)" Finding.java
java -Xmx256m -cp "$(cat classpath):." Finding make

for value in 8190 8191; do
  ffmpeg -v error -xerror -i "$value.aac" -f s16le "$value.raw"
  echo "quantized value $value, ffmpeg: $(($(wc -c < "$value.raw") / 2)) samples"
done

java -Xmx256m -cp "$(cat classpath):." Finding check

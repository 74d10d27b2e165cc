#!/usr/bin/env bash
# JAAD in javasound-aac 0.9.8 (com.tianscar.javasound:javasound-aac): temporal noise shaping is not applied.
#
# Behaviour: AAC-LC that ffmpeg encodes with temporal noise shaping (TNS) is decoded with 17 dB signal to noise ratio against
#   ffmpeg, without an error. The same sound encoded without TNS has 114 dB. The filters are read, but TNS.process() only
#   writes a log entry, of a logger that the class turns off.
# Expected: the same accuracy with TNS, which is part of the profile AAC-LC (ISO/IEC 14496-3, 4.6.9).
# Instead: none known in this package.
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
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import net.sourceforge.jaad.aac.Decoder;
import net.sourceforge.jaad.adts.ADTSDemultiplexer;

public class Finding {

  private static final int SAMPLES = 3 * 44_100;

  /** The first frames are not compared: the decoders may start differently. */
  private static final int START = 4 * 1024;

  public static void main(String[] args) throws Exception {
    double without = snr("tns0");
    double with = snr("tns1");
    System.out.printf("signal to noise ratio against ffmpeg, without TNS: %.1f dB%n", without);
    System.out.printf("signal to noise ratio against ffmpeg, with TNS: %.1f dB%n", with);
    System.exit(without > 80 && with < 50 ? 0 : 1);
  }

  private static double snr(String name) throws IOException {
    float[] expected = new float[SAMPLES];
    floats(Files.readAllBytes(Path.of(name + ".f32"))).get(expected);
    float[] actual = decode(Path.of(name + ".aac"));
    double dot = 0;
    double actualEnergy = 0;
    double expectedEnergy = 0;

    for (int i = START; i < SAMPLES; i++) {
      dot += (double) actual[i] * expected[i];
      actualEnergy += (double) actual[i] * actual[i];
      expectedEnergy += (double) expected[i] * expected[i];
    }

    // The scale of the two decoders' samples differs by a constant factor.
    double noise = expectedEnergy - dot * dot / actualEnergy;
    return 10 * Math.log10(expectedEnergy / noise);
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static float[] decode(Path file) throws IOException {
    FloatBuffer samples = FloatBuffer.allocate(SAMPLES + 1024);

    try (InputStream in = Files.newInputStream(file)) {
      ADTSDemultiplexer frames = new ADTSDemultiplexer(in);
      Decoder decoder = Decoder.create(frames.getDecoderInfo());

      while (samples.position() < SAMPLES) {
        decoder.decodeFrame(
            frames.readNextFrame(), (channels, length, rate) -> samples.put(channels.get(0), 0, length));
      }
    }

    return samples.array();
  }
}
JAVA

mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
javac -cp "$(cat classpath)" Finding.java

# Four seconds of a decaying tone that starts anew 20 times a second, mono.
for tns in 0 1; do
  ffmpeg -v error -f lavfi -i "aevalsrc=0.5*sin(2*PI*3000*t)*exp(-80*mod(t\,0.05)):s=44100:d=4" \
    -c:a aac -b:a 128k -aac_tns "$tns" -aac_pns 0 "tns$tns.aac"
  ffmpeg -v error -i "tns$tns.aac" -f f32le "tns$tns.f32"
done

java -Xmx256m -cp "$(cat classpath):." Finding

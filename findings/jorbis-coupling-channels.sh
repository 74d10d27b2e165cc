#!/usr/bin/env bash
# JOrbis in java-vorbis-support 1.2.1 (com.github.trilarion:java-vorbis-support): Vorbis of six channels is refused.
#
# Behaviour: Info.synthesis_headerin() returns -1 for the setup header of files of six channels made by oggenc; oggdec and
#   ffmpeg decode them. The fields of a coupling step are read with floor(log2(channels)) bits, 2 for six channels, so that
#   all that follows is read from the wrong place. This differs from the specification for 3, 5, 6 and 7 channels; files of
#   3, 5 and 7 channels are accepted here because oggenc couples only the channels of stereo and of 5.1.
# Expected: 0. A field has ilog(channels - 1) bits, 3 for six channels (Vorbis I, 4.2.4, mappings).
# Instead: rewrite the mappings of the setup header as those of 8 channels, and set Info.channels to 8 while it is read.
# Needs: JDK 17, Maven, oggenc and oggdec of vorbis-tools (1.4.2 was used). Exit code 0: seen as described; 1: the behaviour
#   has changed.
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
      <groupId>com.github.trilarion</groupId>
      <artifactId>java-vorbis-support</artifactId>
      <version>1.2.1</version>
    </dependency>
  </dependencies>
</project>
POM

cat > Finding.java <<'JAVA'
import com.github.trilarion.sound.vorbis.jcraft.jogg.Packet;
import com.github.trilarion.sound.vorbis.jcraft.jogg.Page;
import com.github.trilarion.sound.vorbis.jcraft.jogg.StreamState;
import com.github.trilarion.sound.vorbis.jcraft.jogg.SyncState;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.Comment;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.Info;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

public class Finding {

  private static final int SAMPLE_RATE_HZ = 44_100;
  private static final int MAX_CHANNELS = 8;

  public static void main(String[] args) throws Exception {
    if (args[0].equals("make")) {
      for (int channels = 1; channels <= MAX_CHANNELS; channels++) {
        writeNoise(Path.of(channels + ".raw"), channels);
      }
      return;
    }

    boolean asDescribed = true;

    for (int channels = 1; channels <= MAX_CHANNELS; channels++) {
      Info info = new Info();
      int[] results = readHeaders(Path.of(channels + ".ogg"), info);
      System.out.printf(
          "%d channels: identification %d, comments %d, setup %d, coupling steps %s%n",
          channels, results[0], results[1], results[2], couplingSteps(info));
      asDescribed &= results[0] == 0 && results[1] == 0 && (results[2] != 0) == (channels == 6);
    }

    System.exit(asDescribed ? 0 : 1);
  }

  /** One second of noise, 16 bits, little-endian. */
  private static void writeNoise(Path file, int channels) throws IOException {
    Random random = new Random(1);
    byte[] samples = new byte[SAMPLE_RATE_HZ * channels * 2];

    for (int i = 0; i < samples.length; i += 2) {
      int value = (int) (random.nextGaussian() * 3000);
      samples[i] = (byte) value;
      samples[i + 1] = (byte) (value >> 8);
    }

    Files.write(file, samples);
  }

  /** Coupling steps of the first mapping, which has no public field. */
  private static String couplingSteps(Info info) throws ReflectiveOperationException {
    Field mappings = Info.class.getDeclaredField("map_param");
    mappings.setAccessible(true);
    Object[] read = (Object[]) mappings.get(info);

    if (read == null) {
      // JOrbis clears everything after an error.
      return "unknown";
    }

    Object first = read[0];
    Field steps = first.getClass().getDeclaredField("coupling_steps");
    steps.setAccessible(true);
    return String.valueOf(steps.getInt(first));
  }

  /** What JOrbis returns for each of the three header packets: 0 is success. */
  private static int[] readHeaders(Path file, Info info) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    SyncState sync = new SyncState();
    sync.init();
    int at = sync.buffer(bytes.length);
    System.arraycopy(bytes, 0, sync.data, at, bytes.length);
    sync.wrote(bytes.length);
    StreamState stream = new StreamState();
    Page page = new Page();
    Packet packet = new Packet();
    info.init();
    Comment comment = new Comment();
    comment.init();
    int[] results = new int[3];

    for (int read = 0; read < 3; ) {
      if (sync.pageout(page) != 1) {
        throw new IOException("no further page");
      }

      if (page.bos() != 0) {
        stream.init(page.serialno());
      }

      stream.pagein(page);

      while (read < 3 && stream.packetout(packet) == 1) {
        results[read++] = info.synthesis_headerin(comment, packet);
      }
    }

    return results;
  }
}
JAVA

mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
javac -cp "$(cat classpath)" Finding.java
java -Xmx256m -cp "$(cat classpath):." Finding make

for channels in 1 2 3 4 5 6 7 8; do
  oggenc -Q -r -R 44100 -C "$channels" -q 3 -o "$channels.ogg" "$channels.raw"
  oggdec -Q -R -o decoded "$channels.ogg"
  echo "$channels channels: oggdec decodes $(($(wc -c < decoded) / (2 * channels))) of 44100 samples"
done

java -Xmx256m -cp "$(cat classpath):." Finding check

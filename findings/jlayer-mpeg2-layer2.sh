#!/usr/bin/env bash
# JLayer 1.0.1 (javazoom:jlayer): no frame of MPEG-2 layer II is found.
#
# Behaviour: Bitstream.readFrame() returns null for frames of MPEG-2 layer II (24 kHz, 64 kb/s). Their length, 144 * bit rate
#   / sample rate, is halved as if they were of layer III. The same frames of MPEG-1 (48 kHz, 128 kb/s) are found.
# Expected: ten frames of 384 bytes, as ISO/IEC 13818-3 defines them; JLayer's own table of bit rates has MPEG-2 layer II.
# Instead: none known; such files have to be converted. With a doubled bit rate in the headers the frames are found, but 27
#   subbands are read where MPEG-2 has 30.
# Needs: JDK 17, Maven. Exit code 0: seen as described; 1: the behaviour has changed.
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
      <groupId>javazoom</groupId>
      <artifactId>jlayer</artifactId>
      <version>1.0.1</version>
    </dependency>
  </dependencies>
</project>
POM

cat > Finding.java <<'JAVA'
import java.io.ByteArrayInputStream;
import javazoom.jl.decoder.Bitstream;

public class Finding {

  /** Both frames have 144 * bit rate / sample rate bytes. */
  private static final int FRAME_BYTES_MPEG2 = 144 * 64_000 / 24_000;

  private static final int FRAME_BYTES_MPEG1 = 144 * 128_000 / 48_000;

  public static void main(String[] args) throws Exception {
    // Sync, version, layer II, no checksum; bit rate and sample rate; mono. Zeros are silence.
    int mpeg2 = frames(0xF5, 0x84, FRAME_BYTES_MPEG2);
    int mpeg1 = frames(0xFD, 0x84, FRAME_BYTES_MPEG1);
    System.out.println("frames found of 10, MPEG-2 layer II: " + mpeg2);
    System.out.println("frames found of 10, MPEG-1 layer II: " + mpeg1);
    System.exit(mpeg2 == 0 && mpeg1 == 10 ? 0 : 1);
  }

  private static int frames(int version, int rates, int frameBytes) throws Exception {
    byte[] file = new byte[10 * frameBytes];

    for (int at = 0; at < file.length; at += frameBytes) {
      file[at] = (byte) 0xFF;
      file[at + 1] = (byte) version;
      file[at + 2] = (byte) rates;
      file[at + 3] = (byte) 0xC4;
    }

    Bitstream stream = new Bitstream(new ByteArrayInputStream(file));
    int found = 0;

    while (found < 20 && stream.readFrame() != null) {
      stream.closeFrame();
      found++;
    }

    return found;
  }
}
JAVA

mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
javac -cp "$(cat classpath)" Finding.java
java -Xmx256m -cp "$(cat classpath):." Finding

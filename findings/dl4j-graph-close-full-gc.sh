#!/usr/bin/env bash
# DL4J 1.0.0-M2: ComputationGraph.close() runs two full garbage collections.
#
# Behaviour: close() frees the arrays of the network, calls destroyAllWorkspacesForCurrentThread(), which ends with
#   System.gc(), and then calls System.gc() itself. The javadoc speaks of the memory of the network only.
# Expected: no collection. The arrays and workspaces are native memory, which is freed explicitly before. On a full heap of
#   several GB each collection stops all threads for seconds, and a Spark task that opens a network closes one.
# Instead: close params(), getFlattenedGradients() and the updater's state, then destroyWorkspace() for each workspace of
#   the thread; the program does this with a second network and counts no collection.
# Needs: JDK 17, Maven, Linux x86_64. Exit code 0: seen as described; 1: the behaviour has changed.
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
      <groupId>org.deeplearning4j</groupId>
      <artifactId>deeplearning4j-nn</artifactId>
      <version>1.0.0-M2</version>
    </dependency>
    <dependency>
      <groupId>org.nd4j</groupId>
      <artifactId>nd4j-native-platform</artifactId>
      <version>1.0.0-M2</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>1.7.36</version>
    </dependency>
  </dependencies>
</project>
POM

cat > Finding.java <<'JAVA'
import java.lang.management.ManagementFactory;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

public class Finding {

  public static void main(String[] args) {
    ComputationGraph first = used();
    long before = fullCollections();
    first.close();
    long byClose = fullCollections() - before;

    ComputationGraph second = used();
    before = fullCollections();
    second.params().close();

    if (second.getFlattenedGradients() != null) {
      second.getFlattenedGradients().close();
    }

    List.copyOf(Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread())
        .forEach(Nd4j.getWorkspaceManager()::destroyWorkspace);
    long byHand = fullCollections() - before;

    System.out.println("full collections by ComputationGraph.close(): " + byClose);
    System.out.println("full collections by closing its arrays: " + byHand);
    System.exit(byClose == 2 && byHand == 0 ? 0 : 1);
  }

  private static ComputationGraph used() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                    "out", new OutputLayer.Builder(LossFunction.MSE).nIn(4).nOut(2).build(), "in")
                .setOutputs("out")
                .build());
    network.init();
    network.output(Nd4j.ones(3, 4));
    return network;
  }

  private static long fullCollections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(collector -> collector.getName().equals("MarkSweepCompact"))
        .mapToLong(collector -> collector.getCollectionCount())
        .sum();
  }
}
JAVA

mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath -Djavacpp.platform=linux-x86_64
javac -cp "$(cat classpath)" Finding.java
java -XX:+UseSerialGC -Xmx1g -cp "$(cat classpath):." Finding

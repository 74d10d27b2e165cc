#!/usr/bin/env bash
# DL4J 1.0.0-M2: BatchNormalization.Builder.constrainGamma has no effect.
#
# Behaviour: the layer is built without the constraint (getConstraints() is null), and gamma is negative after a step of
#   training. constrainBeta is ignored in the same way. No error, no warning.
# Expected: what the javadoc of constrainGamma says, a constraint that is applied to gamma after each step; a dense layer
#   keeps the constraint of its builder's constrainWeights.
# Instead: setConstraints on the built layer, with the constraint's params set to "gamma"; the program shows that it holds.
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
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

public class Finding {

  public static void main(String[] args) {
    BatchNormalization byBuilder =
        new BatchNormalization.Builder().constrainGamma(new NonNegativeConstraint()).build();
    DenseLayer dense =
        new DenseLayer.Builder().constrainWeights(new NonNegativeConstraint()).build();
    BatchNormalization bySetter = new BatchNormalization.Builder().build();
    NonNegativeConstraint constraint = new NonNegativeConstraint();
    constraint.setParams(Set.of("gamma"));
    bySetter.setConstraints(List.of(constraint));

    System.out.println("constraints of a dense layer by its builder: " + dense.getConstraints());
    System.out.println("constraints of a normalisation by its builder: " + byBuilder.getConstraints());
    double ignored = smallestGammaAfterOneStep(byBuilder);
    double applied = smallestGammaAfterOneStep(bySetter);
    System.out.println("smallest gamma after a step, constrained by the builder: " + ignored);
    System.out.println("smallest gamma after a step, constrained by setConstraints: " + applied);
    System.exit(dense.getConstraints().size() == 1 && ignored < 0 && applied >= 0 ? 0 : 1);
  }

  private static double smallestGammaAfterOneStep(BatchNormalization normalisation) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.01))
                .list()
                .layer(new DenseLayer.Builder().nIn(3).nOut(4).build())
                .layer(normalisation)
                .layer(new OutputLayer.Builder(LossFunction.MSE).nIn(4).nOut(2).build())
                .build());
    network.init();
    INDArray gamma = network.getLayer(1).getParam("gamma");
    gamma.assign(-1);
    network.fit(new DataSet(Nd4j.rand(8, 3), Nd4j.rand(8, 2)));
    return gamma.minNumber().doubleValue();
  }
}
JAVA

mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath -Djavacpp.platform=linux-x86_64
javac -cp "$(cat classpath)" Finding.java
java -Xmx1g -cp "$(cat classpath):." Finding

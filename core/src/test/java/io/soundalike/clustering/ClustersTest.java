package io.soundalike.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.neighbours.VectorDistance;
import io.soundalike.neighbours.VectorDistance.Metric;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Numbers, profiles and Newick text of clusters. */
class ClustersTest {

  @Test
  void clustersKeepTheirPreviousNumbers() {
    // Current cluster 0 was cluster 2, and 1 was 0; the last song is new.
    assertThat(ClusterNames.matchPrevious(new int[] {0, 0, 1, 1, 1}, new int[] {2, 2, 0, 0, -1}))
        .containsExactly(2, 2, 0, 0, 0);
  }

  @Test
  void largerPartOfASplitClusterKeepsTheNumber() {
    assertThat(ClusterNames.matchPrevious(new int[] {0, 1, 1, 2}, new int[] {0, 0, 0, 1}))
        .containsExactly(2, 0, 0, 1);
  }

  @Test
  void newClustersTakeFreeNumbers() {
    assertThat(ClusterNames.matchPrevious(new int[] {5, 5, 7, 9}, new int[] {1, 1, -1, -1}))
        .containsExactly(1, 1, 0, 2);
    assertThat(ClusterNames.matchPrevious(new int[0], new int[0])).isEmpty();
  }

  @Test
  void profileHasTheMedoidAndUnusualFeatures() {
    VectorDistance line =
        new VectorDistance(Metric.EUCLIDEAN, new float[][] {{0}, {1}, {2}, {9}, {50}, {60}});
    List<ClusterProfile.Feature> features =
        List.of(
            new ClusterProfile.Feature("flat", new double[] {3, 3, 3, 3, 3, 3}),
            new ClusterProfile.Feature("tempo", new double[] {60, 60, 60, 60, 120, 120}));
    ClusterProfile profile = ClusterProfile.describe(new int[] {0, 1, 2, 3}, line, features);

    assertThat(profile.songs()).isEqualTo(4);
    assertThat(profile.medoid()).isEqualTo(1); // ties with song 2, which comes later
    ClusterProfile.Trait tempo = profile.traits().get(0);
    assertThat(tempo.name()).isEqualTo("tempo");
    assertThat(tempo.mean()).isEqualTo(60);
    assertThat(tempo.overall()).isEqualTo(80);
    assertThat(tempo.z()).isCloseTo(-20 / Math.sqrt(800), within(1e-12));
    assertThat(profile.traits().get(1).z()).isZero();
  }

  @Test
  void newickTextQuotesLabels() {
    Dendrogram tree = WardLinkage.link(new double[][] {{0}, {10}, {1}});

    assertThat(Newick.of(tree, List.of("It's a song", "b\nc", "(d):1,;")))
        .isEqualTo("('b c':10.9697,('It''s a song':1.00000,'(d):1,;':1.00000):9.96966):0.00000;");
    assertThat(Newick.of(WardLinkage.link(new double[][] {{1}}), List.of("one")))
        .isEqualTo("'one':0.00000;");
    assertThat(Newick.of(WardLinkage.link(new double[0][]), List.of())).isEqualTo(";");
  }

  @Test
  void newickLabelsAreUnique() {
    Dendrogram tree = WardLinkage.link(new double[][] {{0}, {1}, {10}, {11}, {100}});
    String text = Newick.of(tree, List.of("Intro", "Intro", "Intro (2)", "In\ntro", "In\rtro"));

    assertThat(Pattern.compile("'([^']*)'").matcher(text).results().map(m -> m.group(1)))
        .containsExactlyInAnyOrder("Intro", "Intro (3)", "Intro (2)", "In tro", "In tro (2)");
  }
}

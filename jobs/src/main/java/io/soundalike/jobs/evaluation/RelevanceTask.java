package io.soundalike.jobs.evaluation;

import java.io.Serializable;
import java.util.List;

/** A retrieval task: which songs are queries, candidates and relevant. */
interface RelevanceTask extends Serializable {

  /** Whether a song is a query. */
  boolean isQuery(int song);

  /** Whether a song is ranked for a query. */
  boolean isCandidate(int query, int song);

  /** The label of each song; songs of the query's label are relevant. */
  List<String> labels();
}

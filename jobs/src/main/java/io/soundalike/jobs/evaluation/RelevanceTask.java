package io.soundalike.jobs.evaluation;

import java.io.Serializable;
import java.util.List;

/** Which songs ask for their neighbours, among whom, and whom they should find. */
interface RelevanceTask extends Serializable {

  /** Whether a song asks. */
  boolean asks(int song);

  /** Whether another song may be in a song's list. */
  boolean admits(int query, int other);

  /** What each song is; a song should find those that are the same. */
  List<String> labels();
}

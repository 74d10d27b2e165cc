package io.soundalike.submit.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.submit.output.AnswerFormat;
import org.junit.jupiter.api.Test;

class PlaylistsCommandTest {

  @Test
  void playlistsHaveTheNumbersThatTheTablesGiveTheirClusters() {
    assertThat(PlaylistsCommand.fileName(0, AnswerFormat.M3U8)).isEqualTo("cluster-0.m3u8");
    assertThat(PlaylistsCommand.fileName(7, AnswerFormat.XSPF)).isEqualTo("cluster-7.xspf");
  }
}

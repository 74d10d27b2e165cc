package io.soundalike.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchTextTest {

  @Test
  void spellingsOfOneTextAreEqual() {
    assertThat(SearchText.composed("Beyonce\u0301")).isEqualTo("Beyonc\u00e9");
    assertThat(SearchText.composed("Beyonc\u00e9")).isEqualTo("Beyonc\u00e9");
  }

  @Test
  void caseAndAccentsAreFolded() {
    assertThat(SearchText.fold("Beyonce\u0301"))
        .isEqualTo(SearchText.fold("Beyonc\u00e9"))
        .isEqualTo(SearchText.fold("BEYONCE"))
        .isEqualTo("BEYONCE");
    assertThat(SearchText.fold("Stra\u00dfe")).isEqualTo(SearchText.fold("STRASSE"));
    assertThat(SearchText.fold("\u0130stanbul")).isEqualTo(SearchText.fold("istanbul"));
    assertThat(SearchText.fold("\u039f\u03b4\u03cc\u03c2"))
        .isEqualTo(SearchText.fold("\u03bf\u03b4\u03bf\u03c3"));
    assertThat(SearchText.fold("\u0419")).isEqualTo(SearchText.fold("\u0438\u0306"));
  }

  @Test
  void wordsAreBetweenSpaces() {
    assertThat(SearchText.words(" Sigur R\u00f3s -  Hopp\u00edpolla.mp3 "))
        .containsExactly("SIGUR", "ROS", "HOPPIPOLLA.MP3");
    assertThat(SearchText.words("???")).isEmpty();
  }
}

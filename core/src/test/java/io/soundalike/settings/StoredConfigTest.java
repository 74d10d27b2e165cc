package io.soundalike.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredConfigTest {

  @Test
  void jsonAndHoconOfPlainValuesAreRead() {
    Config json = StoredConfig.parse("{\"songs\": 3, \"ids\": [\"a\"]}", "distance.json");
    Config hocon = StoredConfig.parse("soundalike.map.k = 5\nlow = NaN", "settings.conf");

    assertThat(json.getInt("songs")).isEqualTo(3);
    assertThat(json.getStringList("ids")).containsExactly("a");
    assertThat(hocon.getInt("soundalike.map.k")).isEqualTo(5);
    assertThat(hocon.getDouble("low")).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include file(\"/etc/hostname\")",
        "include \"/etc/hostname\"",
        "include required(file(\"/etc/hostname\"))",
        "include classpath(\"reference.conf\")",
        "map { include \"reference\" }"
      })
  void includesAreRefusedByTheNameOfTheFile(String text) {
    assertThatThrownBy(() -> StoredConfig.parse(text, "runs/R/manifest.json"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("runs/R/manifest.json: include is not allowed");
  }

  @Test
  void anIncludedUrlIsNotConnectedTo() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(200);
      String text = "include url(\"http://127.0.0.1:" + server.getLocalPort() + "/x\")";

      assertThatThrownBy(() -> StoredConfig.parse(text, "map.json"))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("map.json: include is not allowed");
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"state = ${HOME}", "state = ${?HOME}", "a { b = [1, ${user.dir}] }"})
  void substitutionsAreRefused(String text) {
    assertThatThrownBy(() -> StoredConfig.parse(text, "manifest.json"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("manifest.json: substitutions");
  }

  @Test
  void settingsOfEarlierRunsAndModelsIncludeNothing() {
    String text = "include file(\"/etc/hostname\")";

    assertThatThrownBy(() -> SettingsRenderer.flatten(text))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("settings.conf")
        .hasMessageContaining("include is not allowed");
    assertThatThrownBy(() -> SettingsReader.readStored("soundalike.map.k = ${HOME}"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("substitutions");
    assertThat(SettingsReader.readStored(SettingsRenderer.render(SettingsReader.defaults())))
        .isEqualTo(SettingsReader.defaults());
  }

  @Test
  void brokenTextIsRefusedByNameAndLine() {
    for (String text : List.of("{\"a\": ", "a = [1", "}")) {
      assertThatThrownBy(() -> StoredConfig.parse(text, "distance.json"))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("distance.json: 1: ");
    }

    assertThat(ConfigFactory.parseString("a = 1")).isEqualTo(StoredConfig.parse("a = 1", "x"));
  }
}

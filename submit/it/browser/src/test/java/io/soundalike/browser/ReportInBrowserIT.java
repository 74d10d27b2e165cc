package io.soundalike.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.soundalike.transcoding.WavWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** Uses reports in a browser, as people do. */
class ReportInBrowserIT {

  private static final Path ROOT = Path.of(System.getProperty("soundalike.root"));
  private static final Path SCREENSHOTS = ROOT.resolve("submit/browser/target/screenshots");

  /** Finds a drawn song on the canvas, in pixels from its centre. */
  private static final String FIND_SONG =
      """
      (() => {
        const canvas = document.getElementById('canvas'), pen = canvas.getContext('2d');
        const image = pen.getImageData(0, 0, canvas.width, canvas.height).data;
        const dots = canvas.width / canvas.getBoundingClientRect().width;
        for (let y = 8; y < canvas.height - 8; y++) for (let x = 8; x < canvas.width - 8; x++) {
          const is = (dx, dy) => { const at = 4 * ((y + dy) * canvas.width + x + dx);
            return image[at] === 0 && image[at + 1] === 0x72 && image[at + 2] === 0xB2; };
          if (is(0, 0) && is(3, 3) && is(-3, 3) && is(0, 5))
            return [Math.round(x / dots - canvas.clientWidth / 2), Math.round((y + 2) / dots - canvas.clientHeight / 2)];
        }
        return null;
      })()
      """;

  @TempDir private Path folder;

  private Browser browser;

  @BeforeEach
  void start() {
    assumeTrue(Browser.isInstalled(), "Skipped: Chromium and chromedriver are not installed");
    browser = Browser.start();
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private void assertNoDialogsWarningsOrRequests(Path page) {
    assertThat(browser.showsDialog()).isFalse();
    assertThat(browser.warnings()).isEmpty();
    assertThat(browser.requests(page)).isEmpty();
  }

  @Test
  void demoReportCanBeSearchedPlayedSortedAndRecoloured() throws IOException {
    Path page = ROOT.resolve("submit/target/demo-report/index.html").toRealPath();
    browser.open(page);

    assertThat(browser.evaluate("document.title")).isEqualTo("soundalike: 15 songs");
    browser.save(SCREENSHOTS.resolve("demo.png"));
    searchSongs();
    playExcerpt();
    pointAtSong();
    sortTable();
    recolourMap();
    switchMap();
    browser.useDarkScheme();
    browser.save(SCREENSHOTS.resolve("demo-dark.png"));
    showOnPhone();
    assertNoDialogsWarningsOrRequests(page);
  }

  private void searchSongs() {
    WebElement search = browser.find(By.id("search"));
    search.sendKeys("paper boats");

    assertThat(browser.texts("#found button")).contains("Paper Boats - The Tin Lanterns");

    search.clear();
    search.sendKeys("l\u00e1nterns BOATS paper");

    assertThat(browser.texts("#found button")).containsExactly("Paper Boats - The Tin Lanterns");

    search.sendKeys(Keys.ENTER);

    assertThat(selectedTitle()).isEqualTo("Paper Boats");
    assertThat(browser.texts("#song li"))
        .hasSize(10)
        .allMatch(
            text -> text.matches("(?s).+\\n0\\.\\d{3}: \\w+ [01]\\.\\d\\d, \\w+ [01]\\.\\d\\d"));

    String nearest = browser.texts("#song li button").get(0);
    browser.all("#song li button").get(0).click();

    assertThat(nearest).startsWith(selectedTitle());

    search.clear();
    search.sendKeys("no such song");

    assertThat(browser.texts("#found button")).isEmpty();
    assertThat(browser.texts("#found")).containsExactly("0 songs");

    search.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
  }

  /** Plays the excerpt next to the page. */
  private void playExcerpt() {
    browser.all("#table tbody td button").get(0).click();
    WebElement play = browser.find(By.cssSelector("#song .far button"));

    assertThat(play.getText()).isEqualTo("Play");

    play.click();
    browser.await("document.querySelector('#song audio').currentTime > 0");

    assertThat(
            ((Number) browser.evaluate("document.querySelector('#song audio').duration"))
                .doubleValue())
        .isBetween(1.9, 2.2);
  }

  private void switchMap() throws IOException {
    String canvasImage = "document.getElementById('canvas').toDataURL()";
    Object before = browser.evaluate(canvasImage);
    String song = selectedTitle();
    Select layout = new Select(browser.find(By.id("layout")));
    layout.selectByVisibleText("the article's features");

    assertThat(browser.evaluate(canvasImage)).isNotEqualTo(before);
    assertThat(selectedTitle()).isEqualTo(song);

    browser.save(SCREENSHOTS.resolve("demo-features.png"));
    layout.selectByIndex(0);

    assertThat(browser.evaluate(canvasImage)).isEqualTo(before);
  }

  private String selectedTitle() {
    return browser.find(By.cssSelector("#song h3")).getText();
  }

  private void pointAtSong() {
    // The whole canvas: positions are relative to the centre of its visible part.
    browser.evaluate(
        "document.getElementById('canvas').scrollIntoView({block: 'center', behavior: 'instant'})");
    WebElement canvas = browser.find(By.id("canvas"));
    // Other songs are pale while one is selected.
    canvas.sendKeys(Keys.ESCAPE);
    List<?> place = (List<?>) browser.evaluate(FIND_SONG);
    int x = ((Number) place.get(0)).intValue();
    int y = ((Number) place.get(1)).intValue();
    browser.mouse().moveToElement(canvas, x, y).perform();
    WebElement card = browser.find(By.id("hover"));

    assertThat(card.isDisplayed()).isTrue();
    assertThat(card.getText()).contains("cluster 0");

    String title = browser.find(By.cssSelector("#hover b")).getText();
    browser.mouse().moveToElement(canvas, x, y).click().perform();

    assertThat(selectedTitle()).isEqualTo(title);

    canvas.sendKeys(Keys.ESCAPE);

    assertThat(browser.all("#song h3")).isEmpty();

    Object before = browser.evaluate("document.getElementById('canvas').toDataURL()");
    canvas.sendKeys("+");

    assertThat(browser.evaluate("document.getElementById('canvas').toDataURL()"))
        .isNotEqualTo(before);

    browser.find(By.id("whole")).click();
  }

  private void sortTable() {
    List<WebElement> heads = browser.all("#table th button");
    heads.get(4).click();

    assertThat(browser.find(By.cssSelector("#table th:nth-child(5)")).getDomAttribute("aria-sort"))
        .isEqualTo("ascending");
    assertThat(tempos()).hasSize(15).isSorted();

    heads.get(4).click();

    assertThat(tempos()).isSortedAccordingTo(Comparator.reverseOrder());

    browser.find(By.id("filter")).sendKeys("quartet");

    assertThat(browser.texts("#table tbody tr"))
        .isNotEmpty()
        .allMatch(row -> row.contains("Quartet"));
    assertThat(browser.find(By.id("count")).getText()).endsWith("of 15 songs");

    browser.all("#table tbody td button").get(0).click();

    assertThat(selectedTitle()).isEqualTo(browser.texts("#table tbody td button").get(0));
  }

  private List<Double> tempos() {
    return browser.texts("#table tbody td:nth-child(5)").stream().map(Double::valueOf).toList();
  }

  private void recolourMap() {
    Select colour = new Select(browser.find(By.id("colour")));
    colour.selectByValue("artist");

    assertThat(browser.find(By.id("legend")).getText()).contains("The Tin Lanterns");

    colour.selectByValue("tempo");

    assertThat(browser.find(By.id("legend")).getText()).contains(" bpm");
  }

  private void showOnPhone() throws IOException {
    browser.resize(390, 844);

    assertThat((Number) browser.evaluate("document.documentElement.scrollWidth"))
        .isEqualTo(browser.evaluate("document.documentElement.clientWidth"));
    browser.save(SCREENSHOTS.resolve("demo-phone.png"));
  }

  @Test
  void tagsAreNeverExecuted() throws IOException {
    Path page = folder.resolve("index.html");
    Files.write(page, Reports.hostile());
    browser.open(page.toRealPath());
    browser.find(By.id("search")).sendKeys("<");

    assertThat(browser.texts("#found button")).hasSize(12);

    for (int i = 0; i < Reports.PAYLOADS.size(); i++) {
      browser.all("#table tbody td button").get(i).click();
      assertThat(selectedTitle()).isEqualTo(Reports.PAYLOADS.get(i).strip());
      new Select(browser.find(By.id("colour"))).selectByIndex(i % 5);
    }

    browser.all("#table th button").forEach(WebElement::click);
    assertThat(browser.evaluate("window.pwned === undefined")).isEqualTo(true);
    assertNoDialogsWarningsOrRequests(page.toRealPath());
  }

  /** Of a local file the page plays the file itself, whatever characters its name has. */
  @Test
  void songsPlayWhateverTheirNames() throws IOException {
    List<String> names =
        List.of(
            "plain",
            "#1 hit",
            "Who Are You?",
            "100%25 Pure",
            "a+b & c",
            "Beyonce\u0301",
            "\u00e9;:'\"");
    Path music = Files.createDirectories(folder.toRealPath().resolve("my #music%20"));
    List<String> paths = new ArrayList<>();

    for (String name : names) {
      Path song = music.resolve(name + ".wav");
      Files.write(song, WavWriter.encode(new float[1][2 * 8000], 8000));
      paths.add("file:" + song);
    }

    Path page = folder.resolve("index.html");
    Files.write(page, Reports.ofFiles(paths));
    browser.open(page.toRealPath());

    for (int i = 0; i < names.size(); i++) {
      browser.all("#table tbody td button").get(i).click();
      browser.find(By.cssSelector("#song .far button")).click();
      browser.await("document.querySelector('#song audio')?.duration > 1.9");
    }
  }

  @Test
  void reportOfAHundredThousandSongsOpens() throws IOException {
    Path page = folder.resolve("index.html");
    Files.write(page, Reports.large(100_000));
    browser.open(page.toRealPath());

    assertThat(browser.find(By.id("count")).getText()).isEqualTo("100000 of 100000 songs");

    browser.find(By.id("search")).sendKeys("number 99999", Keys.ENTER);

    assertThat(selectedTitle()).isEqualTo("Song number 99999");
    browser.save(SCREENSHOTS.resolve("large.png"));
    assertNoDialogsWarningsOrRequests(page.toRealPath());
  }
}

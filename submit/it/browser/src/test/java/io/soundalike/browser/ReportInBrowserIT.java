package io.soundalike.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** The report as people open it. */
class ReportInBrowserIT {

  private static final Path ROOT = Path.of(System.getProperty("soundalike.root"));
  private static final Path SCREENSHOTS = ROOT.resolve("submit/browser/target/screenshots");

  /** Somewhere on the canvas, in pixels from its middle, where a song is drawn. */
  private static final String A_SONG =
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
    assumeTrue(
        Browser.isInstalled(),
        "Reports are not opened: Chromium and chromedriver are not installed");
    browser = Browser.start();
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private void assertPeaceful(Path page) {
    assertThat(browser.showsDialog()).isFalse();
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests(page)).isEmpty();
  }

  @Test
  void theDemosReportIsUsed() throws IOException {
    Path page = ROOT.resolve("submit/target/demo-report/index.html").toRealPath();
    browser.open(page);

    assertThat(browser.ask("document.title")).isEqualTo("soundalike: 15 songs");
    browser.save(SCREENSHOTS.resolve("demo.png"));
    searched();
    played();
    pointedAt();
    sorted();
    recoloured();
    onAnotherMap();
    browser.inTheDark();
    browser.save(SCREENSHOTS.resolve("demo-dark.png"));
    onAPhone();
    assertPeaceful(page);
  }

  private void searched() {
    WebElement search = browser.find(By.id("search"));
    search.sendKeys("paper boats");

    assertThat(browser.texts("#found button")).contains("Paper Boats - The Tin Lanterns");

    search.sendKeys(Keys.ENTER);

    assertThat(chosen()).isEqualTo("Paper Boats");
    assertThat(browser.texts("#song li"))
        .hasSize(10)
        .allMatch(
            text -> text.matches("(?s).+\\n0\\.\\d{3}: \\w+ [01]\\.\\d\\d, \\w+ [01]\\.\\d\\d"));

    String nearest = browser.texts("#song li button").get(0);
    browser.all("#song li button").get(0).click();

    assertThat(nearest).startsWith(chosen());

    search.clear();
    search.sendKeys("no such song");

    assertThat(browser.texts("#found button")).isEmpty();
    assertThat(browser.texts("#found")).containsExactly("0 songs");

    search.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
  }

  /** The excerpt beside the page. */
  private void played() {
    browser.all("#table tbody td button").get(0).click();
    WebElement play = browser.find(By.cssSelector("#song .far button"));

    assertThat(play.getText()).isEqualTo("Play");

    play.click();
    browser.await("document.querySelector('#song audio').currentTime > 0");

    assertThat(
            ((Number) browser.ask("document.querySelector('#song audio').duration")).doubleValue())
        .isBetween(1.9, 2.2);
  }

  private void onAnotherMap() throws IOException {
    String picture = "document.getElementById('canvas').toDataURL()";
    Object before = browser.ask(picture);
    String song = chosen();
    Select ground = new Select(browser.find(By.id("ground")));
    ground.selectByVisibleText("the article's features");

    assertThat(browser.ask(picture)).isNotEqualTo(before);
    assertThat(chosen()).isEqualTo(song);

    browser.save(SCREENSHOTS.resolve("demo-features.png"));
    ground.selectByIndex(0);

    assertThat(browser.ask(picture)).isEqualTo(before);
  }

  private String chosen() {
    return browser.find(By.cssSelector("#song h3")).getText();
  }

  private void pointedAt() {
    // All of it: places are told from the middle of what is in view.
    browser.ask(
        "document.getElementById('canvas').scrollIntoView({block: 'center', behavior: 'instant'})");
    WebElement canvas = browser.find(By.id("canvas"));
    // While one song is chosen, others are pale.
    canvas.sendKeys(Keys.ESCAPE);
    List<?> place = (List<?>) browser.ask(A_SONG);
    int x = ((Number) place.get(0)).intValue();
    int y = ((Number) place.get(1)).intValue();
    browser.hand().moveToElement(canvas, x, y).perform();
    WebElement card = browser.find(By.id("hover"));

    assertThat(card.isDisplayed()).isTrue();
    assertThat(card.getText()).contains("cluster 1");

    String title = browser.find(By.cssSelector("#hover b")).getText();
    browser.hand().moveToElement(canvas, x, y).click().perform();

    assertThat(chosen()).isEqualTo(title);

    canvas.sendKeys(Keys.ESCAPE);

    assertThat(browser.all("#song h3")).isEmpty();

    Object before = browser.ask("document.getElementById('canvas').toDataURL()");
    canvas.sendKeys("+");

    assertThat(browser.ask("document.getElementById('canvas').toDataURL()")).isNotEqualTo(before);

    browser.find(By.id("whole")).click();
  }

  private void sorted() {
    List<WebElement> heads = browser.all("#table th button");
    heads.get(4).click();

    assertThat(browser.find(By.cssSelector("#table th:nth-child(5)")).getDomAttribute("aria-sort"))
        .isEqualTo("ascending");
    assertThat(tempi()).hasSize(15).isSorted();

    heads.get(4).click();

    assertThat(tempi()).isSortedAccordingTo(Comparator.reverseOrder());

    browser.find(By.id("filter")).sendKeys("quartet");

    assertThat(browser.texts("#table tbody tr"))
        .isNotEmpty()
        .allMatch(row -> row.contains("Quartet"));
    assertThat(browser.find(By.id("count")).getText()).endsWith("of 15 songs");

    browser.all("#table tbody td button").get(0).click();

    assertThat(chosen()).isEqualTo(browser.texts("#table tbody td button").get(0));
  }

  private List<Integer> tempi() {
    return browser.texts("#table tbody td:nth-child(5)").stream().map(Integer::valueOf).toList();
  }

  private void recoloured() {
    Select colour = new Select(browser.find(By.id("colour")));
    colour.selectByValue("artist");

    assertThat(browser.find(By.id("legend")).getText()).contains("The Tin Lanterns");

    colour.selectByValue("tempo");

    assertThat(browser.find(By.id("legend")).getText()).contains(" bpm");
  }

  private void onAPhone() throws IOException {
    browser.resize(390, 844);

    assertThat((Number) browser.ask("document.documentElement.scrollWidth"))
        .isEqualTo(browser.ask("document.documentElement.clientWidth"));
    browser.save(SCREENSHOTS.resolve("demo-phone.png"));
  }

  @Test
  void whatTagsSayIsNeverRun() throws IOException {
    Path page = folder.resolve("index.html");
    Files.write(page, Reports.hostile());
    browser.open(page.toRealPath());
    browser.find(By.id("search")).sendKeys("<");

    assertThat(browser.texts("#found button")).hasSize(12);

    for (int i = 0; i < Reports.PAYLOADS.size(); i++) {
      browser.all("#table tbody td button").get(i).click();
      assertThat(chosen()).isEqualTo(Reports.PAYLOADS.get(i).strip());
      new Select(browser.find(By.id("colour"))).selectByIndex(i % 5);
    }

    browser.all("#table th button").forEach(WebElement::click);
    assertThat(browser.ask("window.pwned === undefined")).isEqualTo(true);
    assertPeaceful(page.toRealPath());
  }

  @Test
  void aHundredThousandSongsOpen() throws IOException {
    Path page = folder.resolve("index.html");
    Files.write(page, Reports.large(100_000));
    browser.open(page.toRealPath());

    assertThat(browser.find(By.id("count")).getText()).isEqualTo("100000 of 100000 songs");

    browser.find(By.id("search")).sendKeys("number 99999", Keys.ENTER);

    assertThat(chosen()).isEqualTo("Song number 99999");
    browser.save(SCREENSHOTS.resolve("large.png"));
    assertPeaceful(page.toRealPath());
  }
}

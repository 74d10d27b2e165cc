package io.soundalike.browser;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium that remembers what pages say and ask for. */
final class Browser implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Whether there is one on this machine, and what drives it. */
  static boolean isInstalled() {
    return NAMES.stream().anyMatch(name -> find(name).isPresent())
        && find("chromedriver").isPresent();
  }

  private static Optional<Path> find(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(
        NAMES.stream().flatMap(name -> find(name).stream()).findFirst().orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,1000");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(find("chromedriver").orElseThrow().toFile())
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  void open(Path page) {
    prefer("light");
    driver.get(page.toUri().toString());
  }

  void inTheDark() {
    prefer("dark");
  }

  /** Pages jump rather than scroll, as clicks do not wait for a place to come to rest. */
  private void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  WebElement find(By by) {
    return driver.findElement(by);
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  List<String> texts(String css) {
    return all(css).stream().map(WebElement::getText).toList();
  }

  /** What the page's own language makes of an expression. */
  Object ask(String expression) {
    return driver.executeScript("return " + expression);
  }

  /** Waits until an expression holds. */
  void await(String expression) {
    new WebDriverWait(driver, Duration.ofSeconds(10))
        .until(waiting -> Boolean.TRUE.equals(ask(expression)));
  }

  Actions hand() {
    return new Actions(driver);
  }

  void save(Path screenshot) throws IOException {
    Files.createDirectories(screenshot.getParent());
    Files.write(screenshot, driver.getScreenshotAs(OutputType.BYTES));
  }

  boolean showsDialog() {
    try {
      driver.switchTo().alert();
      return true;
    } catch (org.openqa.selenium.NoAlertPresentException e) {
      return false;
    }
  }

  /** Errors of scripts and breaches of the page's policy. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Messages about what was asked for by the pages, beside the pages and their excerpts. */
  List<String> requests(Path page) {
    URI excerpts = page.resolveSibling("excerpts/none").getParent().toUri();
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .filter(
            message ->
                !message.contains("\"documentURL\":\"" + page.toUri() + "\"")
                    || !message.contains("\"url\":\"" + page.toUri() + "\""))
        .filter(message -> !message.contains("\"url\":\"data:"))
        .filter(message -> !message.contains("\"url\":\"" + excerpts))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}

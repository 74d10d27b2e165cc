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

/** A headless Chromium that records the console messages and requests of pages. */
final class Browser implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Whether Chromium and chromedriver are installed. */
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
    setColourScheme("light");
    driver.get(page.toUri().toString());
  }

  void useDarkScheme() {
    setColourScheme("dark");
  }

  /** Sets the colour scheme and turns off smooth scrolling, which clicks would not wait for. */
  private void setColourScheme(String scheme) {
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

  /** Evaluates a JavaScript expression in the page. */
  Object evaluate(String expression) {
    return driver.executeScript("return " + expression);
  }

  /** Waits until a JavaScript expression is true. */
  void await(String expression) {
    new WebDriverWait(driver, Duration.ofSeconds(10))
        .until(waiting -> Boolean.TRUE.equals(evaluate(expression)));
  }

  Actions mouse() {
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

  /** Warnings and errors of the console, violations of the page's policy included. */
  List<String> warnings() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Messages of requests other than for the pages and their excerpts. */
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

package dev.triptych.system.stack;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Temporal's Web UI in a real browser, as an operator uses it. */
public final class TemporalUi implements AutoCloseable {
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    /** The browser is to talk to our own pages only. */
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;
    private final Page page;
    private final String workflows;

    public TemporalUi(String url) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(FLAGS));
        page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1400, 900));
        workflows = url + "/namespaces/default/workflows";
    }

    private static Path chromium() {
        return Stream.of(BROWSERS.toArray(String[]::new))
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Chromium: ./triptych doctor --install gets Debian's"));
    }

    /** Starts a workflow by the form. The first click after typing only takes the editor's focus, so another field gets it. */
    public void start(String workflowId, String type, String input) {
        page.navigate(
                workflows + "/start-workflow?workflowId=" + workflowId + "&taskQueue=triptych&workflowType=" + type);
        Locator editor = page.locator("[contenteditable=true]:visible").first();
        editor.click();
        page.keyboard().press("Control+A");
        page.keyboard().type(input);
        page.locator("[data-testid=workflowId]").first().click();
        page.locator("[data-testid=start-workflow-button]:visible").click();
    }

    /** Terminates a running workflow by its menu. */
    public void terminate(String workflowId) {
        open(workflowId);
        page.locator("button:has-text('More Actions'):visible").click();
        page.locator("[data-testid=terminate-button]:visible").click();
        Locator dialog = page.locator("[data-testid=terminate-confirmation-modal]:visible");
        dialog.locator("[data-testid=workflow-termination-reason]").fill("an operator said so");
        dialog.locator("[data-testid=confirm-modal-button]").click();
        awaitStatus("Terminated", Duration.ofSeconds(20));
    }

    public void open(String workflowId) {
        page.navigate(workflows + "/" + URLEncoder.encode(workflowId, StandardCharsets.UTF_8));
    }

    /** Waits until the page of the open workflow shows {@code status}. */
    public void awaitStatus(String status, Duration limit) {
        PlaywrightAssertions.assertThat(
                        page.locator("[data-testid=workflow-status]:visible").first())
                .hasText(status, new LocatorAssertions.HasTextOptions().setTimeout(limit.toMillis()));
    }

    /** Waits until the page shows {@code text} anywhere. */
    public void awaitText(String text, Duration limit) {
        PlaywrightAssertions.assertThat(page.locator("body"))
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(limit.toMillis()));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

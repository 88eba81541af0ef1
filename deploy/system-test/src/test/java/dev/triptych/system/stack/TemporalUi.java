package dev.triptych.system.stack;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
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

    private static final String STATUS = "[data-testid=workflow-status]:visible";
    /** How long a page may take on a slow machine. */
    private static final Duration PAGE_MAX = Duration.ofMinutes(2);
    /** How long one step of a dialogue may take before the page is opened again, at most {@link #TRIES_MAX} times. */
    private static final Duration STEP_MAX = Duration.ofSeconds(20);

    private static final int TRIES_MAX = 6;
    private static final Locator.ClickOptions STEP = new Locator.ClickOptions().setTimeout(STEP_MAX.toMillis());
    private static final Locator.WaitForOptions STEP_SEEN =
            new Locator.WaitForOptions().setTimeout(STEP_MAX.toMillis());

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
        page.setDefaultTimeout(PAGE_MAX.toMillis());
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

    /**
     * Terminates a workflow by its menu, if it is running when the page shows it. The menu goes when the workflow ends,
     * so a step that cannot be done is tried again from the start, and what the page says decides.
     *
     * @return whether it was terminated; if not, it had ended before
     */
    public boolean terminate(String workflowId) {
        open(workflowId);
        for (int tries = 1; status().innerText().strip().equals("Running"); tries++) {
            try {
                page.locator("button:has-text('More Actions'):visible").click(STEP);
                page.locator("[data-testid=terminate-button]:visible").click(STEP);
                Locator dialog = page.locator("[data-testid=terminate-confirmation-modal]:visible");
                dialog.locator("[data-testid=workflow-termination-reason]")
                        .fill("an operator said so", new Locator.FillOptions().setTimeout(STEP_MAX.toMillis()));
                dialog.locator("[data-testid=confirm-modal-button]").click(STEP);
                page.locator(STATUS + ":not(:has-text('Running'))").first().waitFor(STEP_SEEN);
            } catch (TimeoutError e) {
                if (tries == TRIES_MAX) {
                    throw e;
                }
                open(workflowId);
            }
        }
        return status().innerText().strip().equals("Terminated");
    }

    /** Opens a workflow's page; again for as long as there is no such workflow yet, which the page does not notice. */
    public void open(String workflowId) {
        for (int tries = 1; ; tries++) {
            page.navigate(workflows + "/" + URLEncoder.encode(workflowId, StandardCharsets.UTF_8));
            try {
                status().waitFor(STEP_SEEN);
                return;
            } catch (TimeoutError e) {
                if (tries == TRIES_MAX) {
                    throw e;
                }
            }
        }
    }

    /** Waits until the page of the open workflow shows {@code status}. */
    public void awaitStatus(String status, Duration limit) {
        PlaywrightAssertions.assertThat(status())
                .hasText(status, new LocatorAssertions.HasTextOptions().setTimeout(limit.toMillis()));
    }

    /** Waits until the page shows {@code text} anywhere. */
    public void awaitText(String text, Duration limit) {
        PlaywrightAssertions.assertThat(page.locator("body"))
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(limit.toMillis()));
    }

    private Locator status() {
        return page.locator(STATUS).first();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

package dev.triptych.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What {@code --teacher-url} names. */
final class TeacherUrl {
    private static final Duration REACHABLE_WITHIN = Duration.ofSeconds(5);

    private TeacherUrl() {}

    static void requireHttp(String given) {
        if (!given.startsWith("http://") && !given.startsWith("https://")) {
            throw CliException.usage("--teacher-url " + given + ": must begin with http:// or https://");
        }
    }

    /** It without a slash at its end, once something answered there: whether key and model are right, the first call says. */
    static String reachable(String given) {
        requireHttp(given);
        String url = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(REACHABLE_WITHIN)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/models"))
                    .timeout(REACHABLE_WITHIN)
                    .build();
            HttpResponse<Void> unused = http.send(request, HttpResponse.BodyHandlers.discarding());
            return url;
        } catch (IOException e) {
            throw CliException.environment("No teacher answers at " + url + ": start it, or correct --teacher-url");
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--teacher-url " + url + ": is not a URL");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliException.environment("interrupted");
        }
    }
}

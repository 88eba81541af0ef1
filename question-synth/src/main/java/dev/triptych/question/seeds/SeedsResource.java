package dev.triptych.question.seeds;

import dev.triptych.question.api.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/seeds}: importing seeds as lines of JSON, and counting them. */
@Path("/api/v1/seeds")
@Produces(MediaType.APPLICATION_JSON)
public class SeedsResource {
    private static final Pattern SOURCE = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final SeedImport seedImport;
    private final Seeds seeds;

    @Inject
    SeedsResource(SeedImport seedImport, Seeds seeds) {
        this.seedImport = seedImport;
        this.seeds = seeds;
    }

    /** Adds the seeds of the body; repeating it changes nothing. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Response add(
            @QueryParam("source") @Nullable String source,
            @QueryParam("tenant") @DefaultValue(Seeds.SHARED_TENANT) String tenant,
            InputStream body)
            throws IOException {
        if (source == null || source.isBlank() || !SOURCE.matcher(source).matches()) {
            return Problem.invalidInput("source: must be a query parameter of 1 to 200 printable characters");
        }
        if (!TENANT.matcher(tenant).matches()) {
            return Problem.invalidInput("tenant: must be 1 to 100 letters, digits, dots, dashes or underscores");
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        return Response.ok(seedImport.run(tenant, source, lines)).build();
    }

    /** The seeds that are there, counted by source and kind. */
    @GET
    public Counts count(@QueryParam("tenant") @DefaultValue(Seeds.SHARED_TENANT) String tenant) {
        return new Counts(seeds.counts(tenant));
    }

    /** @param seeds a row for each source and kind */
    public record Counts(List<Seeds.Count> seeds) {}
}

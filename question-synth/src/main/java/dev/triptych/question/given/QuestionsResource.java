package dev.triptych.question.given;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** {@code /api/v1/questions}: taking in given questions as lines of JSON. */
@Path("/api/v1/questions")
@Produces(MediaType.APPLICATION_JSON)
public class QuestionsResource {
    private final GivenImport given;

    @Inject
    QuestionsResource(GivenImport given) {
        this.given = given;
    }

    /** Keeps the questions of the body as a set; the same body gives the same set. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public GivenImport.Result add(InputStream body) throws IOException {
        return given.run(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
    }
}

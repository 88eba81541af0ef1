package dev.triptych.question.subset;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.TeacherChoice;
import dev.triptych.question.seeds.Seed;
import dev.triptych.question.seeds.SeedChoice;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.Prompt;
import dev.triptych.teacher.PromptTemplate;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A subset that is ready to make questions.
 *
 * @param seedCharsMax how much of a seed a prompt shows
 */
public record Subset(
        String name,
        Method method,
        SeedChoice seeds,
        PromptTemplate template,
        OptionalDouble temperature,
        int maxTokens,
        int seedCharsMax) {

    /** What a teacher is asked to make a draft from {@code seed}. */
    public Ask ask(CandidateId candidate, String tenant, TeacherChoice teacher, Seed seed) {
        TeacherChoice choice = new TeacherChoice(teacher.profile(), temperature.orElse(teacher.temperature()));
        return new Ask(new SlotKey(candidate, Step.QUESTION, 1, 1), tenant, choice, prompt(seed), maxTokens);
    }

    private Prompt prompt(Seed seed) {
        return template.render(Map.of("title", seed.title(), method.placeholder(), shown(seed.text())));
    }

    /** Cut at the end of a line where there is one in the second half, and never inside a surrogate pair. */
    private String shown(String text) {
        if (text.length() <= seedCharsMax) {
            return text;
        }
        int lineEnd = text.lastIndexOf('\n', seedCharsMax);
        int end = lineEnd >= seedCharsMax / 2 ? lineEnd : seedCharsMax;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}

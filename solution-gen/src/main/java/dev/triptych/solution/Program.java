package dev.triptych.solution;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.syntax.CodeChoice;
import dev.triptych.teacher.Answer;

/** The program in an answer, or why there is none. */
sealed interface Program {
    record Found(String code) implements Program {}

    record Missing(Unreadable why) implements Program {}

    /** Reads {@code text}, the part of {@code answer} that follows its reasoning. */
    static Program in(String text, EntryPoint entryPoint, Answer answer) {
        return switch (CodeChoice.of(text, entryPoint.name())) {
            case CodeChoice.Chosen chosen -> new Found(chosen.program().text());
            case CodeChoice.NoCode none -> new Missing(Unreadable.noCode(answer));
            case CodeChoice.Broken broken -> new Missing(Unreadable.syntax(broken, answer));
            case CodeChoice.Other other -> new Missing(Unreadable.notDefined(entryPoint.name(), answer));
        };
    }
}

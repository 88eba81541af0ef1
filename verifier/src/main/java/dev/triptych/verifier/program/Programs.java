package dev.triptych.verifier.program;

import dev.triptych.contracts.Language;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Runs programs. */
public interface Programs {
    /** What can be run; a request for another language is refused when it is read. */
    Set<Language> OFFERED = Set.of(Language.PYTHON, Language.CPP);

    /**
     * Runs it in fresh jails and waits for its end.
     *
     * @param cancelled asked often; once true the jails are killed and the call ends with a {@code CancelledException}
     */
    ProgramResult run(Program program, BooleanSupplier cancelled);
}

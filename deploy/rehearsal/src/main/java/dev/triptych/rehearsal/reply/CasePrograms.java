package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.ProfileConfig.Rates;
import dev.triptych.rehearsal.bank.CaseSource;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.bank.Problem;

/** Generators and validators of inputs: right, or bad in a way that is seen only when they are run. */
final class CasePrograms {
    static final String GENERATOR_GUESS = "def generate(seed):\n    return ['1\\n', '2\\n', '3\\n']\n";
    static final String VALIDATOR_GUESS = "def validate(input):\n    return True\n";

    private final Rates rates;

    CasePrograms(Rates rates) {
        this.rates = rates;
    }

    Reply generator(Problem problem, Draw draw) {
        CaseSource source = new CaseSource(problem);
        double kind = draw.unit();
        if (kind < rates.generatorSame()) {
            return said(problem, draw.oneOf(source.monotonousGenerators()), Kind.GENERATOR_SAME);
        }
        if (kind < rates.generatorSame() + rates.generatorIllegal()) {
            return said(problem, draw.oneOf(source.illegalGenerators()), Kind.GENERATOR_ILLEGAL);
        }
        return said(problem, source.generator(), Kind.GENERATOR);
    }

    Reply validator(Problem problem, Draw draw) {
        CaseSource source = new CaseSource(problem);
        double kind = draw.unit();
        if (kind < rates.validatorLax()) {
            return said(problem, draw.oneOf(source.laxValidators()), Kind.VALIDATOR_LAX);
        }
        if (kind < rates.validatorLax() + rates.validatorStrict()) {
            return said(problem, draw.oneOf(source.strictValidators()), Kind.VALIDATOR_STRICT);
        }
        return said(problem, source.validator(), Kind.VALIDATOR);
    }

    private static Reply said(Problem problem, String program, Kind kind) {
        return Reply.of(Programs.fenced(program), Truth.of(problem, kind));
    }
}

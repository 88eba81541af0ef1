package dev.triptych.factory.run;

import dev.triptych.contracts.factory.CarriedRun;

/** Candidates that ended without a verdict: too many in a row, or one whose cause a user must remove, end the run. */
final class Undecided {
    /** A teacher or a service that answers nothing ends the run, instead of using up its candidates. */
    static final int IN_A_ROW_MAX = 10;

    private int inARow;
    private String verdict = "";

    /** Goes on where the last execution ended. */
    void resume(CarriedRun carried) {
        inARow = carried.undecidedInARow();
        verdict = carried.message();
    }

    /** One ended with a verdict. */
    void interrupted() {
        inARow = 0;
    }

    /** So many ended without one, {@code last} of them for this reason. */
    void more(int candidates, String last) {
        inARow += candidates;
        if (inARow >= IN_A_ROW_MAX && verdict.isEmpty()) {
            verdict = inARow + " candidates in a row ended without a verdict, the last with: " + last;
        }
    }

    /** Every other would end so too. */
    void certain(String reason) {
        verdict = reason;
    }

    int inARow() {
        return inARow;
    }

    /** Why going on would only use up candidates; empty while it would not. */
    String verdict() {
        return verdict;
    }
}

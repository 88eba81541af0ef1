package dev.triptych.factory.run;

import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.CommandResult;
import dev.triptych.contracts.factory.LedgerActivities;
import dev.triptych.contracts.factory.LedgerActivities.ChangeStatus;
import dev.triptych.contracts.factory.RunStatus;
import io.temporal.workflow.Workflow;

/** The one writer of the run's status, so that the ledger sees commands in their order. */
final class StatusReport {
    private final RunId id;
    private final RunState state;
    private final LedgerActivities ledger;
    private RunStatus statusTold;
    private int commandsTold;

    StatusReport(RunId id, RunState state, LedgerActivities ledger) {
        this.id = id;
        this.state = state;
        this.ledger = ledger;
        this.statusTold = state.status();
        this.commandsTold = state.commands();
    }

    /** Tells the ledger what it does not know. */
    void tell() {
        while (commandsTold < state.commands() || state.status() != statusTold) {
            int commands = state.commands();
            RunStatus status = state.status();
            if (status != statusTold) {
                ledger.changeStatus(new ChangeStatus(id, status, state.need()));
                statusTold = status;
            }
            commandsTold = commands;
        }
    }

    /** Waits for the handlers, which would be lost, and goes on telling what they do. */
    void tellUntilEveryHandlerFinished() {
        while (!Workflow.isEveryHandlerFinished()) {
            tell();
            Workflow.await(() -> Workflow.isEveryHandlerFinished() || state.commands() > commandsTold);
        }
    }

    /** A command is answered when the ledger knows what it did. */
    CommandResult whenTold(CommandResult result) {
        Workflow.await(() -> commandsTold >= result.sequence());
        return result;
    }

    /** The ledger is closed: whoever waits is answered. */
    void closed() {
        commandsTold = Integer.MAX_VALUE;
    }
}

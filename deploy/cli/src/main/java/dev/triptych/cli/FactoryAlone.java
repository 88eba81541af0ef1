package dev.triptych.cli;

import dev.triptych.cli.doctor.Doctor;
import dev.triptych.cli.stack.Stack;
import dev.triptych.cli.stack.StackOptions;
import dev.triptych.cli.supervise.ProcessIdentity;
import dev.triptych.cli.supervise.Shutdown;
import dev.triptych.cli.supervise.StackPlan;
import java.util.Optional;

/** A whole stack for one measurement, from nothing, in a state of its own, stopped with it however it ends. */
final class FactoryAlone implements AutoCloseable {
    private final Context context;
    private final OwnStack own;
    private final StackPlan plan;

    private FactoryAlone(Context context, OwnStack own, StackPlan plan) {
        this.context = context;
        this.own = own;
        this.plan = plan;
    }

    /** @param own where its state is, which nobody else uses meanwhile */
    static FactoryAlone start(Context own, StackOptions options) throws Exception {
        own.home().createState();
        new Doctor(own.home(), own.console()).cure(false);
        new Shutdown(own.home()).stop(); // what a measurement that was killed may have left
        Folders.delete(own.home().data());
        own.home().createState();
        OwnStack stack = new OwnStack(own.stack(), "factory");
        try {
            StackPlan plan = own.console()
                    .step("bring a factory up", () -> stack.stack().up(options, Optional.of(ProcessIdentity.self())));
            return new FactoryAlone(own, stack, plan);
        } catch (Exception e) {
            stack.close();
            throw e;
        }
    }

    Context context() {
        return context;
    }

    Stack stack() {
        return own.stack();
    }

    StackPlan plan() {
        return plan;
    }

    @Override
    public void close() {
        own.close();
    }
}

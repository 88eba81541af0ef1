package dev.triptych.cli;

import dev.triptych.cli.doctor.Doctor;
import dev.triptych.cli.stack.Stack;
import dev.triptych.cli.stack.StackOptions;
import dev.triptych.cli.supervise.ProcessIdentity;
import dev.triptych.cli.supervise.Shutdown;
import dev.triptych.cli.supervise.StackPlan;
import java.io.IOException;
import java.util.Optional;

/** A whole stack for one measurement, from nothing, in a state of its own, stopped with it however it ends. */
final class FactoryAlone implements AutoCloseable {
    private final Context context;
    private final Stack stack;
    private final StackPlan plan;
    private final Thread ending;

    private FactoryAlone(Context context, Stack stack, StackPlan plan, Thread ending) {
        this.context = context;
        this.stack = stack;
        this.plan = plan;
        this.ending = ending;
    }

    /** @param own where its state is, which nobody else uses meanwhile */
    static FactoryAlone start(Context own, StackOptions options) throws Exception {
        own.home().createState();
        new Doctor(own.home(), own.console()).cure(false);
        new Shutdown(own.home()).stop(); // what a measurement that was killed may have left
        Folders.delete(own.home().data());
        own.home().createState();
        Stack stack = own.stack();
        Thread ending = new Thread(() -> close(stack), "end-of-factory");
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            StackPlan plan = own.console()
                    .step("bring a factory up", () -> stack.up(options, Optional.of(ProcessIdentity.self())));
            return new FactoryAlone(own, stack, plan, ending);
        } catch (Exception e) {
            close(stack);
            remove(ending);
            throw e;
        }
    }

    Context context() {
        return context;
    }

    Stack stack() {
        return stack;
    }

    StackPlan plan() {
        return plan;
    }

    @Override
    public void close() {
        close(stack);
        remove(ending);
    }

    private static void close(Stack stack) {
        try {
            stack.close();
        } catch (IOException | InterruptedException e) {
            System.err.println("Could not stop the factory: " + e.getMessage());
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs: a signal came.
        }
    }
}

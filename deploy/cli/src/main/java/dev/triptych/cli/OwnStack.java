package dev.triptych.cli;

import dev.triptych.cli.stack.Stack;
import java.io.IOException;

/** A stack that a command has for itself: stopped with it, however the command ends. */
final class OwnStack implements AutoCloseable {
    private final Stack stack;
    private final String name;
    private final Thread ending;

    /** @param name what it is called when it cannot be stopped */
    OwnStack(Stack stack, String name) {
        this.stack = stack;
        this.name = name;
        this.ending = new Thread(this::stop, "end-of-" + name);
        Runtime.getRuntime().addShutdownHook(ending);
    }

    Stack stack() {
        return stack;
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            // The hook runs: a signal came.
        }
    }

    private void stop() {
        Subprocess.endAll();
        try {
            stack.close();
        } catch (IOException | InterruptedException e) {
            System.err.println("Could not stop the " + name + ": " + e.getMessage());
        }
    }
}

package dev.triptych.cli;

import dev.triptych.cli.stack.Stack;

/** What every command works with. */
record Context(Home home, Console console) {
    static Context ofProcess() {
        return new Context(Home.ofProcess(), Console.ofProcess());
    }

    Stack stack() {
        return new Stack(home, console);
    }
}

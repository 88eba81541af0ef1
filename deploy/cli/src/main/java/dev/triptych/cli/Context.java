package dev.triptych.cli;

import dev.triptych.cli.client.Api;
import dev.triptych.cli.client.Runs;
import dev.triptych.cli.stack.Stack;
import dev.triptych.cli.supervise.StackPlan;

/** What every command works with. */
record Context(Home home, Console console) {
    static Context ofProcess() {
        return new Context(Home.ofProcess(), Console.ofProcess());
    }

    Context withState(java.nio.file.Path state) {
        return new Context(home.withState(state), console);
    }

    Stack stack() {
        return new Stack(home, console);
    }

    /** One of the running stack's interfaces: {@code api}, {@code seeds}, {@code verifier}. */
    Api api(String name) {
        Stack stack = stack();
        StackPlan plan = stack.running();
        String url = plan.urls().get(name);
        if (url == null) {
            throw CliException.environment("The stack that is up has no " + name + ": bring up a whole one");
        }
        return new Api(url, stack.token());
    }

    Runs runs() {
        return new Runs(api("api"), console);
    }
}

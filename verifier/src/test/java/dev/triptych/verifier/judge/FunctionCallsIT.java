package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.wire.Show;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FunctionCallsIT {
    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox = RealSandbox.open(Map.of("triptych.verifier.concurrency", "1"));
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    void takesWhatAFunctionReturnsByValue() {
        FunctionCalls.Called called = call(
                "def generate(seed):\n    print('noise')\n    return ['%d\\n' % seed]\n",
                "generate", List.of(List.of(7), List.of(8)));
        assertThat(called.verdict()).as(called.reason()).isEqualTo(Verdict.AC);
        assertThat(called.values()).extracting(Show::of).containsExactly("['7\n']", "['8\n']");
    }

    @Test
    void takesNothingForTrueButTrue() {
        String sly =
                "class Sly:\n    def __bool__(self):\n        return True\n\n\ndef check(a, b, c):\n    return Sly()\n";
        assertThat(call(sly, "check", List.of(List.of("1", "2", "3"))).verdict())
                .isEqualTo(Verdict.WA);
        assertThat(call("import os\nos._exit(0)\n", "check", List.of(List.of("1", "2", "3")))
                        .verdict())
                .isEqualTo(Verdict.RE);
        assertThat(call("def check(a):\n    return a\n", "check", List.of(List.of("1"), List.of()))
                        .values())
                .hasSize(1);
    }

    private static FunctionCalls.Called call(String source, String function, List<List<Object>> arguments) {
        return new FunctionCalls(sandbox)
                .call(new FunctionCalls.Calls(source, function, arguments, RealSandbox.LIMITS), () -> false);
    }
}

package dev.triptych.memory;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Serves on a port until it is killed. Arguments: the port, then search attributes as {@code Name=Type}. */
public final class Main {
    private static final String NAMESPACE = "default";

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        // Never closed: the process ends by a signal, and nothing outlives it. Its clock is locked to the real one,
        // which
        // Postgres and the leases go by.
        TestServer.createPortBoundServer(port, true);
        try {
            register(port, arguments);
        } catch (RuntimeException e) {
            System.err.println("search attributes could not be registered: " + e);
            System.exit(1); // the server's threads would keep a useless process alive
        }
        new CountDownLatch(1).await();
    }

    private static void register(int port, String[] arguments) {
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .validateAndBuildWithDefaults());
        AddSearchAttributesRequest.Builder request =
                AddSearchAttributesRequest.newBuilder().setNamespace(NAMESPACE);
        for (int i = 1; i < arguments.length; i++) {
            String[] attribute = arguments[i].split("=");
            String type = "INDEXED_VALUE_TYPE_" + attribute[1].toUpperCase(Locale.ROOT);
            request.putSearchAttributes(attribute[0], IndexedValueType.valueOf(type));
        }
        operator.blockingStub().addSearchAttributes(request.build());
        operator.shutdown();
    }
}

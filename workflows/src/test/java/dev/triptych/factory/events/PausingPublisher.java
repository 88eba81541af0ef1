package dev.triptych.factory.events;

import dev.triptych.store.StoreBeans;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A publisher process that stops at a chosen point and says so, to be killed there.
 *
 * <p>Arguments: database URL, user, password, bootstrap servers, topic, and {@code before-send} or {@code before-mark}.
 */
final class PausingPublisher {
    static final String AT_THE_POINT = "at the point";

    private PausingPublisher() {}

    public static void main(String[] arguments) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(arguments[0]);
        database.setUser(arguments[1]);
        database.setPassword(arguments[2]);
        boolean beforeSend = arguments[5].equals("before-send");
        new OutboxPublisher(
                        StoreBeans.over(database),
                        pausing(KafkaClients.producer(arguments[3]), beforeSend),
                        arguments[4])
                .publish();
    }

    @SuppressWarnings("unchecked")
    private static Producer<String, String> pausing(Producer<String, String> producer, boolean beforeSend) {
        return (Producer<String, String>) Proxy.newProxyInstance(
                PausingPublisher.class.getClassLoader(),
                new Class<?>[] {Producer.class},
                (proxy, method, arguments) -> {
                    boolean send = method.getName().equals("send");
                    if (send && beforeSend) {
                        stop();
                    }
                    Object result;
                    try {
                        result = method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (send) {
                        ((Future<?>) result).get();
                        stop();
                    }
                    return result;
                });
    }

    private static void stop() {
        System.out.println(AT_THE_POINT);
        while (true) {
            LockSupport.park();
        }
    }
}

package dev.triptych.teacher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchTest {
    @Test
    void goesOnLookingWhateverALookThrows() {
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger well = new AtomicInteger();
        try (Watch watch = new Watch(Duration.ofMillis(5))) {
            watch.add(() -> {
                failed.incrementAndGet();
                throw new IllegalStateException("a fault");
            });
            watch.add(well::incrementAndGet);

            await().until(() -> failed.get() > 3 && well.get() > 3);
        }
    }

    @Test
    void looksNoMoreAtWhatEnded() {
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger open = new AtomicInteger();
        Runnable look = ended::incrementAndGet;
        try (Watch watch = new Watch(Duration.ofMillis(5))) {
            watch.add(look);
            await().until(() -> ended.get() > 0);
            watch.remove(look);
            watch.add(open::incrementAndGet);
            await().until(() -> open.get() > 1);
            int before = ended.get();
            await().until(() -> open.get() > 5);

            assertThat(ended).hasValue(before);
        }
    }
}

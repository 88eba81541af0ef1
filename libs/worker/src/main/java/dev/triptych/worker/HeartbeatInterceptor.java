package dev.triptych.worker;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats for every activity that has a heartbeat timeout, so that a dead process is noticed within that time however
 * long a teacher thinks, and interrupts the activity's thread when the answer says that nobody waits for it any more.
 */
final class HeartbeatInterceptor extends WorkerInterceptorBase {
    private static final Duration EVERY_MAX = Duration.ofSeconds(5);

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Beating(next);
    }

    private static final class Beating extends ActivityInboundCallsInterceptorBase {
        private @Nullable ActivityExecutionContext context;

        Beating(ActivityInboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public void init(ActivityExecutionContext context) {
            this.context = context;
            super.init(context);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            ActivityExecutionContext beaten = context;
            if (beaten == null
                    || beaten.getInfo().isLocal()
                    || beaten.getInfo().getHeartbeatTimeout().isZero()) {
                return super.execute(input);
            }
            Pulse pulse = new Pulse(beaten, Thread.currentThread(), every(beaten));
            try {
                return super.execute(input);
            } catch (RuntimeException e) {
                // What the interruption made of the activity is of no interest; that it was told to stop is.
                throw pulse.stop().<RuntimeException>map(told -> told).orElse(e);
            } finally {
                pulse.stop();
            }
        }

        private static Duration every(ActivityExecutionContext context) {
            Duration quarter = context.getInfo().getHeartbeatTimeout().dividedBy(4);
            return quarter.compareTo(EVERY_MAX) < 0 ? quarter : EVERY_MAX;
        }
    }
}

package dev.triptych.worker;

import java.util.List;

/**
 * What a service offers to Temporal. Produce one CDI bean of it per task queue; the worker starts with the service,
 * connects when Temporal can be reached, and drains when the service stops.
 *
 * @param taskQueue one of {@code TaskQueues}
 * @param activities implementations of activity interfaces
 * @param workflows implementation classes of workflow interfaces
 * @param activitiesMax how many activities run at once, at least 1
 */
public record WorkerSpec(String taskQueue, List<Object> activities, List<Class<?>> workflows, int activitiesMax) {
    public WorkerSpec {
        activities = List.copyOf(activities);
        workflows = List.copyOf(workflows);
        if (activitiesMax < 1) {
            throw new IllegalArgumentException("activitiesMax: must be at least 1, was " + activitiesMax);
        }
    }
}

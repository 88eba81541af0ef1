package dev.triptych.rehearsal.http;

import dev.triptych.rehearsal.ProfileConfig.WhenFull;
import java.util.ArrayDeque;
import java.util.Deque;

/** The teacher's capacity: so many calls at a time, the others refused or waiting in order of arrival. */
final class Slots {
    /** A request for a slot; may be taken back while it waits. */
    final class Place {
        private final Runnable start;
        private boolean held;
        private boolean over;

        private Place(Runnable start) {
            this.start = start;
        }

        /** Ends the call, or its waiting; more than once is no harm. */
        void leave() {
            Slots.this.leave(this);
        }
    }

    private final int capacity;
    private final WhenFull whenFull;
    private final int queueMax;
    private final Deque<Place> waiting = new ArrayDeque<>();
    private int busy;

    Slots(int capacity, WhenFull whenFull, int queueMax) {
        if (capacity < 1) {
            throw new IllegalArgumentException("triptych.rehearsal.slots: must be ≥ 1, was " + capacity);
        }
        this.capacity = capacity;
        this.whenFull = whenFull;
        this.queueMax = queueMax;
    }

    int capacity() {
        return capacity;
    }

    synchronized int busy() {
        return busy;
    }

    /**
     * Takes or queues for a slot.
     *
     * @param start called once when the slot is there; by this thread or by one that leaves
     * @param refused called at once when there is none
     */
    Place enter(Runnable start, Runnable refused) {
        Place place = new Place(start);
        boolean now = false;
        synchronized (this) {
            if (busy < capacity) {
                busy++;
                place.held = true;
                now = true;
            } else if (whenFull == WhenFull.QUEUE && waiting.size() < queueMax) {
                waiting.add(place);
                return place;
            } else {
                place.over = true;
            }
        }
        (now ? start : refused).run();
        return place;
    }

    private void leave(Place place) {
        Place next;
        synchronized (this) {
            if (place.over) {
                return;
            }
            place.over = true;
            if (!place.held) {
                waiting.remove(place);
                return;
            }
            next = waiting.poll();
            if (next == null) {
                busy--;
                return;
            }
            next.held = true;
        }
        next.start.run();
    }
}

package dev.triptych.verifier.queue;

import java.time.Duration;

/**
 * A piece of work as the queue sees it.
 *
 * @param kind what it is like: works of one kind are expected to take as long as the last ones did
 * @param parts how many programs it runs one after the other
 * @param most the longest that it can take, by its limits
 * @param patience how long whoever asked is worth keeping waiting
 */
public record Work(String kind, int parts, Duration most, Duration patience) {}

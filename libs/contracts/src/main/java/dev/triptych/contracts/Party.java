package dev.triptych.contracts;

/** Who must act on an error. */
public enum Party {
    /** The caller: the input is wrong. */
    USER,
    /** The teacher's operator: its key, quota, model or service. */
    TEACHER,
    /** Us: a bug or a broken part of the factory. */
    PLATFORM,
    /** Whoever provides the machine: memory, disk, time. */
    RESOURCES
}

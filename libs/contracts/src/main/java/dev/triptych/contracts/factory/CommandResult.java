package dev.triptych.contracts.factory;

/**
 * What a command did; a repeat gets the same one.
 *
 * @param command the update's name
 * @param status the run's status after it
 * @param sequence the how-manieth command of the run it was, from 1
 */
public record CommandResult(String command, String requestId, RunStatus status, int sequence) {}

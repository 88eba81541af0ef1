package dev.triptych.contracts.verify;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.Language;

/**
 * How each of many programs is judged.
 *
 * @param minAssurance what cannot be judged at this level is refused, never judged at a weaker one
 */
public record SuiteDemand(Language language, EntryPoint entryPoint, Limits limits, Assurance minAssurance) {}

package dev.triptych.rehearsal.http;

import dev.triptych.rehearsal.ProfileConfig.Faults;
import dev.triptych.rehearsal.bank.Draw;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What goes wrong with a call. */
enum Fault {
    /** Nothing. */
    NONE(rates -> 0),
    // answered without a slot
    REFUSE(Faults::refuse),
    SERVER_ERROR(Faults::serverError),
    UNAUTHORISED(Faults::unauthorised),
    PAYMENT_REQUIRED(Faults::paymentRequired),
    FORBIDDEN(Faults::forbidden),
    NOT_FOUND(Faults::notFound),
    CONTEXT_TOO_LONG(Faults::contextTooLong),
    HANG_UP(Faults::hangUp),
    // on the way
    RESET(Faults::reset),
    HALF_CLOSE(Faults::halfClose),
    STALL(Faults::stall),
    MALFORMED(Faults::malformed),
    UNFINISHED(Faults::unfinished),
    // in the reply
    EMPTY_CHOICES(Faults::emptyChoices),
    TRUNCATED(Faults::truncated),
    FILTERED(Faults::filtered),
    REFUSAL(Faults::refusal),
    LOOP(Faults::loop),
    UNBOUNDED(Faults::unbounded),
    USAGE_MISSING(Faults::usageMissing);

    private final ToDoubleFunction<Faults> rate;

    Fault(ToDoubleFunction<Faults> rate) {
        this.rate = rate;
    }

    /** The fault that is configured under this name, for example {@code server-error}. */
    static Optional<Fault> named(String property) {
        return Arrays.stream(values())
                .filter(fault -> fault != NONE && fault.property().equals(property))
                .findFirst();
    }

    private String property() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Map<Fault, Double> rates(Faults faults) {
        Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        for (Fault fault : values()) {
            rates.put(fault, fault.rate.applyAsDouble(faults));
        }
        return rates;
    }

    static Fault drawn(Map<Fault, Double> rates, Draw draw) {
        double at = draw.unit();
        for (Map.Entry<Fault, Double> fault : rates.entrySet()) {
            at -= fault.getValue();
            if (at < 0) {
                return fault.getKey();
            }
        }
        return NONE;
    }
}

package dev.triptych.cli;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an amount of dollars, and says in our own words what it must be. */
final class Dollars implements ITypeConverter<BigDecimal> {
    @Override
    public BigDecimal convert(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("must be dollars, as 2.50, was " + text);
        }
    }
}

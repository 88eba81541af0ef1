package dev.triptych.verifier.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the symbols of a solution's object file (ELF, 64 bits), which only a compiler wrote, but at the solution's word. */
final class ObjectFile {
    private static final int SECTIONS_OFFSET_AT = 40;
    private static final int SECTION_COUNT_AT = 60;
    private static final int SECTION_BYTES = 64;
    private static final int SECTION_TYPE_AT = 4;
    private static final int SECTION_OFFSET_AT = 24;
    private static final int SECTION_SIZE_AT = 32;
    private static final int TYPE_SYMBOLS = 2;
    private static final int SYMBOL_BYTES = 24;
    private static final int SYMBOL_INFO_AT = 4;
    private static final int KIND_MASK = 0xf;
    /** Its resolver runs while the program is loaded, before the judge's part. */
    private static final int KIND_RESOLVED_AT_LOAD = 10;

    private final ByteBuffer file;

    private ObjectFile(byte[] object) {
        file = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether a part of it would run before the judge's part; so it is said of what no compiler writes. */
    static boolean runsWhileLoaded(byte[] object) {
        try {
            return new ObjectFile(object).runsWhileLoaded();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            return true;
        }
    }

    private boolean runsWhileLoaded() {
        long sections = file.getLong(SECTIONS_OFFSET_AT);
        int count = Short.toUnsignedInt(file.getShort(SECTION_COUNT_AT));
        if (count == 0) {
            // More sections than fit that field: the first says how many.
            count = Math.toIntExact(file.getLong(at(sections, 0, SECTION_BYTES) + SECTION_SIZE_AT));
        }
        for (int i = 0; i < count; i++) {
            int section = at(sections, i, SECTION_BYTES);
            if (file.getInt(section + SECTION_TYPE_AT) == TYPE_SYMBOLS && anyIn(section)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyIn(int section) {
        long from = file.getLong(section + SECTION_OFFSET_AT);
        long symbols = file.getLong(section + SECTION_SIZE_AT) / SYMBOL_BYTES;
        for (int i = 0; i < symbols; i++) {
            if ((file.get(at(from, i, SYMBOL_BYTES) + SYMBOL_INFO_AT) & KIND_MASK) == KIND_RESOLVED_AT_LOAD) {
                return true;
            }
        }
        return false;
    }

    private static int at(long from, int index, int size) {
        return Math.toIntExact(Math.addExact(from, Math.multiplyExact((long) index, size)));
    }
}

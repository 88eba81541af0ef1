package dev.triptych.rehearsal.bank;

/** A class that declares one family; every bean of this type is in the bank. */
public interface FamilySource {
    Family family();
}

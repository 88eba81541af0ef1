package dev.triptych.factory.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.factory.ledger.Runs;

/** What the cards of different recipes say differently. */
sealed interface CardKind permits TripletCard, ResponseCard {
    /** Of the card; the run's name follows. */
    String title();

    /** What was accepted; how many were asked for follows. */
    String accepted();

    /** What is true of each of them; empty, or begins with a comma. */
    String proof();

    /** Rows of the table of files. */
    String files();

    /** How many there are of each sort. */
    void histograms(CardText card, Runs.RunRecord run);

    /** What each of them has passed, and what is not known of them. */
    void gatesAndLimits(CardText card, Runs.RunRecord run, ObjectNode ledger);
}

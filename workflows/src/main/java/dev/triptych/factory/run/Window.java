package dev.triptych.factory.run;

import dev.triptych.contracts.factory.CarriedRun;
import dev.triptych.contracts.factory.PageResult;
import dev.triptych.contracts.factory.RunInput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Which candidates were issued, which of them are in flight, and how many more there is room for. */
final class Window {
    /** Bounds what strangers can make the run remember. */
    private static final int EARLY_MAX = 2_000;

    /** Bounds what an execution hands to the next. */
    private static final int PAGES_MAX = 64;

    private final SortedSet<Integer> inFlight = new TreeSet<>();
    private final TreeSet<Integer> pages = new TreeSet<>();
    private final SortedSet<Integer> early = new TreeSet<>();
    private int issued;
    private int issuedHere;

    /** Goes on where the last execution ended. */
    void resume(CarriedRun carried) {
        inFlight.addAll(carried.inFlight());
        carried.pages().forEach(page -> {
            pages.add(page.first());
            IntStream.rangeClosed(page.first(), page.last()).forEach(inFlight::add);
        });
        early.addAll(carried.early());
        issued = carried.issued();
    }

    /** What is in flight, as far as it is not by page. */
    List<Integer> carriedInFlight() {
        return pages.isEmpty() ? List.copyOf(inFlight) : List.of();
    }

    /** Numbers that follow each other, page by page: many times shorter than the numbers themselves. */
    List<CarriedRun.Range> carriedPages() {
        if (pages.isEmpty()) {
            return List.of();
        }
        List<CarriedRun.Range> ranges = new ArrayList<>();
        int first = 0;
        int last = 0;
        for (int number : inFlight) {
            if (first > 0 && (number != last + 1 || pages.contains(number))) {
                ranges.add(new CarriedRun.Range(first, last));
                first = 0;
            }
            first = first > 0 ? first : number;
            last = number;
        }
        if (first > 0) {
            ranges.add(new CarriedRun.Range(first, last));
        }
        return ranges;
    }

    List<Integer> carriedEarly() {
        return List.copyOf(early);
    }

    /**
     * How many candidates to issue now.
     *
     * @param useful how many in flight it takes, as far as seen, to accept what is missing
     */
    int room(RunInput input, int useful) {
        if (input.byPage()) {
            return pageRoom(input, useful);
        }
        int room = Math.min(
                Math.max(1, Math.min(input.window(), useful)) - inFlight.size(), input.maxCandidates() - issued);
        int beforeHandOver = input.continueAsNewEvery() == 0 ? room : input.continueAsNewEvery() - issuedHere;
        return Math.max(0, Math.min(room, beforeHandOver));
    }

    /** As many as fill whole pages; a page is cut short only where nobody needs the rest of it. */
    private int pageRoom(RunInput input, int useful) {
        if (input.continueAsNewEvery() > 0 && issuedHere >= input.continueAsNewEvery()) {
            return 0;
        }
        int windowRoom = Math.min(
                Math.max(input.window(), input.page()) - inFlight.size(), (PAGES_MAX - pages.size()) * input.page());
        int needed = Math.min(useful - inFlight.size(), input.maxCandidates() - issued);
        return needed <= windowRoom ? Math.max(0, needed) : Math.max(0, windowRoom / input.page() * input.page());
    }

    /** Takes note that candidates up to {@code last} were born; returns their numbers. */
    List<Integer> issue(int last) {
        List<Integer> born = new ArrayList<>();
        while (issued < last) {
            issued++;
            issuedHere++;
            inFlight.add(issued);
            born.add(issued);
        }
        return born;
    }

    /** Whether the end of this candidate was told before this execution issued it, and so will not be told again. */
    boolean endedEarly(int number) {
        return early.remove(number);
    }

    /** Takes note that a page begins with candidate {@code first}. */
    void beginPage(int first) {
        pages.add(first);
    }

    /** The first candidate of the page of one in flight: pages do not overlap, and its page is in flight too. */
    int pageOf(int number) {
        return Objects.requireNonNull(pages.floor(number));
    }

    /** Takes note of an end; whether it is one to count now. */
    boolean ended(int number) {
        if (number > issued && early.size() < EARLY_MAX) {
            early.add(number);
            return false;
        }
        return inFlight.remove(number);
    }

    /** The candidates of a page that ended, if they are to be counted now; empty otherwise. */
    List<Integer> endedPage(PageResult page) {
        List<Integer> numbers =
                IntStream.rangeClosed(page.first(), page.last()).boxed().toList();
        if (page.first() > issued && early.size() + numbers.size() <= EARLY_MAX) {
            early.addAll(numbers);
            return List.of();
        }
        if (!inFlight.containsAll(numbers) || page.counts().ended() != numbers.size()) {
            return List.of();
        }
        numbers.forEach(inFlight::remove);
        pages.remove(page.first());
        return numbers;
    }

    boolean holds(int number) {
        return inFlight.contains(number);
    }

    Collection<Integer> inFlight() {
        return List.copyOf(inFlight);
    }

    int issued() {
        return issued;
    }

    int issuedHere() {
        return issuedHere;
    }
}

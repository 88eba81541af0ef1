package dev.triptych.question.draft;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.RejectReason;
import dev.triptych.syntax.Reply;
import dev.triptych.teacher.Answer;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a reply: abstention → sections → entry point → text → quotation, and stops at the first that fails. */
public final class DraftReader {
    private static final int QUESTION_CHARS_MAX = 20_000;
    private static final Pattern ABSTENTION = Pattern.compile("(?m)^[\\s`*#]*BAD_DOCUMENT[\\s`*.!]*$");

    private DraftReader() {}

    /**
     * @param unquotable material that the question must not repeat word for word, if there is any
     */
    public static Draft read(Answer answer, Optional<String> unquotable) {
        return switch (answer.finish()) {
            case LENGTH -> unreadable("truncated");
            case REFUSED -> unreadable("refused");
            case STOP -> {
                Reply reply = Reply.split(answer.text(), answer.thinking());
                yield reply.thinking() instanceof Reply.Thinking.Unclosed
                        ? unreadable("unclosed-thinking")
                        : read(reply.answer(), unquotable);
            }
        };
    }

    private static Draft read(String reply, Optional<String> unquotable) {
        Sections sections = Sections.of(reply);
        Optional<String> question = sections.text(Sections.Name.QUESTION).map(QuestionText::normalised);
        if (question.isEmpty() && ABSTENTION.matcher(reply).find()) {
            return new Draft.Unusable(RejectReason.ABSTAINED, "bad-document");
        }
        if (sections.repeated()) {
            return unreadable("repeated-section");
        }
        if (question.isEmpty() || question.get().isEmpty()) {
            return unreadable("no-question");
        }
        if (question.get().length() > QUESTION_CHARS_MAX) {
            return unreadable("too-long");
        }
        return withEntryPoint(sections, question.get(), unquotable);
    }

    private static Draft withEntryPoint(Sections sections, String body, Optional<String> unquotable) {
        Optional<String> stated = sections.text(Sections.Name.ENTRY_POINT);
        if (stated.isEmpty()) {
            return unreadable("no-entry-point-section");
        }
        Optional<EntryPoint> entryPoint = SignatureReader.read(stated.get());
        if (entryPoint.isEmpty()) {
            return new Draft.Unusable(RejectReason.NO_ENTRY_POINT, "no-signature");
        }
        if (unquotable.isPresent() && Quotation.of(unquotable.get(), body)) {
            return unreadable("quotes-snippet");
        }
        return new Draft.Readable(body, QuestionText.statingEntryPoint(body, entryPoint.get()), entryPoint.get());
    }

    private static Draft unreadable(String detail) {
        return new Draft.Unusable(RejectReason.UNREADABLE_DRAFT, detail);
    }
}

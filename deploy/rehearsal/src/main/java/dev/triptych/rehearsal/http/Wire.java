package dev.triptych.rehearsal.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.rehearsal.reply.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The protocol's JSON: whole replies, and the events of a stream. */
final class Wire {
    private static final String FINGERPRINT = "simulated";

    private final ObjectMapper json;

    Wire(ObjectMapper json) {
        this.json = json;
    }

    /** @param withUsage false for a server that does not count its tokens */
    String whole(Asked asked, List<Reply> replies, boolean withUsage, Instant now) {
        ObjectNode body = head(asked, asked.chat() ? "chat.completion" : "text_completion", now);
        for (int index = 0; index < replies.size(); index++) {
            Reply reply = replies.get(index);
            ObjectNode choice = body.withArray("choices").addObject().put("index", index);
            if (asked.chat()) {
                ObjectNode message =
                        choice.putObject("message").put("role", "assistant").put("content", reply.content());
                reply.thinking().ifPresent(thinking -> message.put("reasoning_content", thinking));
            } else {
                choice.put("text", reply.content());
            }
            choice.putNull("logprobs").put("finish_reason", reply.finish().word());
        }
        if (withUsage) {
            body.set("usage", usage(asked, replies));
        }
        return body.toString();
    }

    String withoutChoices(Asked asked, Instant now) {
        ObjectNode body = head(asked, asked.chat() ? "chat.completion" : "text_completion", now);
        body.putArray("choices");
        body.set("usage", usage(asked, List.of()));
        return body.toString();
    }

    /**
     * The events of a stream, several of them in a frame where they are sent together: each choice comes in so many
     * pieces of thinking and of content; the last frame has what closes the choices, the usage and {@link #done}.
     */
    List<String> frames(Asked asked, List<Reply> replies, int pieces, boolean withUsage, Instant now) {
        List<String> frames = new ArrayList<>();
        StringBuilder last = new StringBuilder();
        for (int index = 0; index < replies.size(); index++) {
            Reply reply = replies.get(index);
            List<String> events = new ArrayList<>();
            for (String piece : pieces(reply.thinking().orElse(""), pieces)) {
                events.add(event(asked, index, now, "reasoning_content", piece, null));
            }
            for (String piece : pieces(reply.content(), pieces)) {
                events.add(event(asked, index, now, "content", piece, null));
            }
            if (asked.chat()) {
                String role = event(asked, index, now, "role", "assistant", null);
                events.addFirst(events.isEmpty() ? role : role + events.removeFirst());
            }
            frames.addAll(events);
            last.append(event(asked, index, now, "content", "", reply.finish()));
        }
        if (asked.streamUsage() && withUsage) {
            ObjectNode usage = chunk(asked, now);
            usage.putArray("choices");
            usage.set("usage", usage(asked, replies));
            last.append(sse(usage.toString()));
        }
        frames.add(last + done());
        return frames;
    }

    String done() {
        return sse("[DONE]");
    }

    String sse(String data) {
        return "data: " + data + "\n\n";
    }

    String error(Refusal refusal) {
        ObjectNode body = json.createObjectNode();
        body.putObject("error")
                .put("message", refusal.message())
                .put("type", refusal.type())
                .putNull("param")
                .put("code", refusal.code());
        return body.toString();
    }

    String models(List<String> models) {
        ObjectNode body = json.createObjectNode().put("object", "list");
        models.forEach(model -> body.withArray("data")
                .addObject()
                .put("id", model)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", FINGERPRINT));
        return body.toString();
    }

    private ObjectNode usage(Asked asked, List<Reply> replies) {
        int thinking = replies.stream()
                .mapToInt(reply -> Tokens.of(reply.thinking().orElse("")))
                .sum();
        int content =
                replies.stream().mapToInt(reply -> Tokens.of(reply.content())).sum();
        ObjectNode usage = json.createObjectNode()
                .put("prompt_tokens", asked.promptTokens())
                .put("completion_tokens", thinking + content)
                .put("total_tokens", asked.promptTokens() + thinking + content);
        if (thinking > 0) {
            usage.putObject("completion_tokens_details").put("reasoning_tokens", thinking);
        }
        return usage;
    }

    /** Written by hand, since a stream has many of them and they differ by so little. */
    private String event(
            Asked asked, int index, Instant now, String field, String text, Reply.@Nullable Finish finish) {
        StringBuilder event = new StringBuilder(text.length() + 320);
        event.append("data: {\"id\":\"").append(id(asked));
        event.append("\",\"object\":\"").append(asked.chat() ? "chat.completion.chunk" : "text_completion");
        event.append("\",\"created\":").append(now.getEpochSecond());
        event.append(",\"model\":\"");
        JsonStringEncoder.getInstance().quoteAsString(asked.model(), event);
        event.append("\",\"system_fingerprint\":\"" + FINGERPRINT + "\",\"choices\":[{\"index\":")
                .append(index);
        if (asked.chat() && finish != null) {
            event.append(",\"delta\":{}");
        } else {
            event.append(asked.chat() ? ",\"delta\":{\"" + field : ",\"text").append("\":\"");
            JsonStringEncoder.getInstance().quoteAsString(text, event);
            event.append(asked.chat() ? "\"}" : "\"");
        }
        event.append(",\"logprobs\":null,\"finish_reason\":");
        event.append(finish == null ? "null" : "\"" + finish.word() + "\"").append("}]");
        return event.append(asked.streamUsage() ? ",\"usage\":null}\n\n" : "}\n\n")
                .toString();
    }

    private static String id(Asked asked) {
        return (asked.chat() ? "chatcmpl-" : "cmpl-") + asked.identity().substring(0, 24);
    }

    private ObjectNode chunk(Asked asked, Instant now) {
        return head(asked, asked.chat() ? "chat.completion.chunk" : "text_completion", now);
    }

    private ObjectNode head(Asked asked, String object, Instant now) {
        return json.createObjectNode()
                .put("id", id(asked))
                .put("object", object)
                .put("created", now.getEpochSecond())
                .put("model", asked.model())
                .put("system_fingerprint", FINGERPRINT);
    }

    /** Never between the halves of a surrogate pair. */
    private static List<String> pieces(String text, int wanted) {
        List<String> pieces = new ArrayList<>();
        int length = Math.max(1, (text.length() + wanted - 1) / Math.max(1, wanted));
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + length);
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to++;
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}

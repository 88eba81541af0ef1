package dev.triptych.teacher.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.SlotKey;
import dev.triptych.store.PackedBody;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What one call changes in the journal. */
sealed interface Change {
    SlotKey slot();

    /** Requests are JSON, what a teacher says is text. */
    String mediaType();

    /** Bodies to be stored with the change. */
    List<PackedBody> bodies();

    /** As the journal's function reads it, without the slot; true for the moment only. */
    void describe(ObjectNode call);

    /** A call is to be made, and its bound to be reserved. */
    record Begin(NewCall call, UUID process) implements Change {
        @Override
        public SlotKey slot() {
            return call.slot();
        }

        @Override
        public String mediaType() {
            return "application/json";
        }

        @Override
        public List<PackedBody> bodies() {
            return List.of(call.request());
        }

        @Override
        public void describe(ObjectNode description) {
            description
                    .put("tenant", call.tenant())
                    .put("process_id", process.toString())
                    .put("service", call.service())
                    .put("teacher", call.teacher())
                    .put("profile", call.profile())
                    .put("model", call.model())
                    .put("template", call.template())
                    .put("template_sha256", call.templateHash())
                    .put("prompt_sha256", call.request().hash().hex())
                    .put("temperature", call.temperature())
                    .put("max_tokens", call.maxTokens())
                    .put("bound_micro_usd", call.bound().microUsd())
                    .put("bound_tokens", call.bound().tokens());
        }
    }

    /** A call has ended. */
    record End(SlotKey slot, long callId, Ended ended) implements Change {
        @Override
        public String mediaType() {
            return "text/plain";
        }

        @Override
        public List<PackedBody> bodies() {
            return Stream.concat(ended.reply().stream(), ended.thinking().stream())
                    .toList();
        }

        @Override
        public void describe(ObjectNode description) {
            description
                    .put("call_id", callId)
                    .put("state", ended.state().name())
                    .put("fills", ended.fills().isPresent())
                    .put("settled", ended.settled())
                    .put("prompt_tokens", ended.usage().promptTokens())
                    .put("completion_tokens", ended.usage().completionTokens())
                    .put("tokens_estimated", ended.usage().estimated())
                    .put("cost_micro_usd", ended.costMicroUsd());
            ended.overrun().ifPresent(overrun -> description
                    .put("overrun_micro_usd", overrun.microUsd())
                    .put("overrun_tokens", overrun.tokens()));
            ended.sent()
                    .ifPresent(sent -> description.put("sent_ago_ms", sent.ago().toNanos() / 1e6));
            put(description, "finish_reason", ended.finishReason());
            put(description, "reply_sha256", ended.reply().map(body -> body.hash()
                    .hex()));
            put(description, "thinking_sha256", ended.thinking().map(body -> body.hash()
                    .hex()));
            put(description, "first_token_at", ended.firstTokenAt().map(Object::toString));
            put(description, "error_code", ended.errorCode().map(Enum::name));
            put(description, "error_message", ended.errorMessage());
        }

        /** Postgres' text cannot hold NUL, which a teacher may well say. */
        private static void put(ObjectNode description, String field, Optional<String> text) {
            text.ifPresent(told -> description.put(field, told.replace('\0', '\uFFFD')));
        }
    }
}

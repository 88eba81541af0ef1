/** Talking to OpenAI-compatible servers: profiles, requests, streamed replies, errors by kind. */
@NullMarked
package dev.triptych.teacher.client;

import org.jspecify.annotations.NullMarked;

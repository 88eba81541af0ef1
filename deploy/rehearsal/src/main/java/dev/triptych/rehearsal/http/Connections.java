package dev.triptych.rehearsal.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** Ways to end a connection that no well-behaved server has; Vert.x offers none, so its channel is taken. */
final class Connections {
    private Connections() {}

    /** The peer gets a reset, not an end: what was written but not yet sent is thrown away. */
    static void reset(HttpServerRequest request) {
        Channel channel = channel(request);
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var unused = channel.close();
    }

    /** The peer sees the end of what is sent while it may still send itself. */
    static void endSending(HttpServerRequest request) {
        var unused = ((DuplexChannel) channel(request)).shutdownOutput();
    }

    private static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }
}

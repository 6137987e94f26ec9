package dev.roost.channel;

/**
 * The data of a client that connects.
 *
 * @param params the query parameters, and the variables of the mount's path
 * @param info what the mount's {@code connectInfo} option exposes of the request
 * @param transport {@code websocket} or {@code longpoll}
 * @param vsn the protocol version the client asked for
 */
public record ConnectRequest(Params params, ConnectInfo info, String transport, String vsn) {}

package dev.roost.internal.session;

import dev.roost.ParameterFilter;
import dev.roost.SocketListener;
import dev.roost.channel.ErrorHandler;
import dev.roost.serializer.JacksonCodec;
import dev.roost.serializer.JsonCodec;

/**
 * The limits and services of an endpoint for all of its mounts.
 *
 * @param connections how many connections all of them may have
 * @param filter what of parameters may be logged
 * @param listener receives the events
 * @param codec encodes and decodes payloads
 * @param errors turns exceptions of channels into replies
 * @param crashes writes crashes to the log
 * @param blocking runs the callbacks of blocking channels
 * @param assemblies bounds the messages that have not arrived whole
 * @param observation how callbacks are traced, and told in logs
 */
public record Supervision(
    ConnectionLimit connections,
    ParameterFilter filter,
    SocketListener listener,
    JsonCodec codec,
    ErrorHandler errors,
    CrashLog crashes,
    BlockingThreads blocking,
    AssemblyBudget assemblies,
    Observation observation) {

  /** The same, but exceptions are first shown to this handler. */
  public Supervision withErrors(ErrorHandler first) {
    return new Supervision(
        connections,
        filter,
        listener,
        codec,
        first.orElse(errors),
        crashes,
        blocking,
        assemblies,
        observation);
  }

  /** Any number of connections, the usual filter, codec and budget, and no listener. */
  public static Supervision none() {
    return new Supervision(
        ConnectionLimit.none(),
        ParameterFilter.DEFAULT,
        SocketListener.NONE,
        JacksonCodec.standard(),
        ErrorHandler.NONE,
        CrashLog.WITH_STACK_TRACES,
        new BlockingThreads(BlockingThreads.DEFAULT_POOL_SIZE),
        AssemblyBudget.ofDirectMemory(),
        Observation.DEFAULT);
  }
}

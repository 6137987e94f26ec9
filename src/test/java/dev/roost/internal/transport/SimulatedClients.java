package dev.roost.internal.transport;

import dev.roost.Endpoint;
import dev.roost.WebSocketOptions;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.Params;
import dev.roost.internal.endpoint.EndpointEngine;
import dev.roost.internal.session.Admission;
import dev.roost.internal.session.SessionLoop;
import dev.roost.internal.session.SocketDefinition;
import dev.roost.serializer.FrameCompressor;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

/**
 * Clients of an endpoint without a network: the server's side of each is complete from the frame
 * decoder to the flush, and only the socket and the HTTP handshake are missing.
 */
public final class SimulatedClients {
  private static final Params PARAMS = new Params(Map.of("vsn", "2.0.0"));

  /** How many clients act in one task of an event loop. */
  private static final int AT_ONCE = 100;

  private static final ChannelHandler PLACEHOLDER =
      new ChannelInboundHandlerAdapter() {
        @Override
        public boolean isSharable() {
          return true;
        }
      };

  private final SocketDefinition socket;
  private final PipelineTakeOver takeOver;
  private final List<SimulatedLoop> loops = new ArrayList<>();
  private final List<SimulatedChannel> channels = new ArrayList<>();

  /**
   * Clients of the socket at a path.
   *
   * @param loops on how many event loops they are
   */
  public SimulatedClients(Vertx vertx, Endpoint endpoint, String path, int loops) {
    socket = ((EndpointEngine) endpoint).definition(path);
    WebSocketOptions options = new WebSocketOptions();
    takeOver = new PipelineTakeOver(options);
    OutboundBudget budget = new OutboundBudget(Long.MAX_VALUE);
    FrameCompressor compressor =
        new FrameCompressor(
            options.compressMinBytes(),
            options.compressMaxBytes(),
            socket.metrics()::countCompression);
    Set<EventLoop> used = new HashSet<>();
    while (this.loops.size() < loops) {
      ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
      if (used.add(context.nettyEventLoop())) {
        SessionLoop loop = new SessionLoop(context);
        this.loops.add(
            new SimulatedLoop(loop, LoopConnections.on(loop, socket, options, budget, compressor)));
      }
    }
  }

  /** How many there are. */
  public int size() {
    return channels.size();
  }

  /** Connects more clients, from soon on: the socket's metrics count them. */
  public void connect(int number) {
    List<SimulatedChannel> added = new ArrayList<>(number);
    for (int i = 0; i < number; i++) {
      added.add(new SimulatedChannel(loops.get((channels.size() + i) % loops.size())));
    }
    int first = channels.size();
    channels.addAll(added);
    each(first, number, this::open);
  }

  private void open(int client) {
    SimulatedChannel channel = channels.get(client);
    SimulatedLoop simulated = loopOf(client);
    SessionLoop loop = simulated.loop();
    LoopConnections shared = simulated.shared();
    loop.eventLoop().register(channel);
    channel
        .pipeline()
        .addLast(PipelineTakeOver.DECODER, PLACEHOLDER)
        .addLast("wsencoder", PLACEHOLDER)
        .addLast("handler", PLACEHOLDER);
    channel.closeFuture().addListener(done -> simulated.countClosed());
    Admission admission = socket.admit(PARAMS, ConnectInfo.NONE, "websocket").result();
    TakenOverConnection connection = new TakenOverConnection(shared, null, null);
    takeOver.takeOver(channel, connection, false, shared.assemblies());
    connection.start(socket.open(admission, loop, connection));
  }

  private SimulatedLoop loopOf(int client) {
    return loops.get(client % loops.size());
  }

  /**
   * Each of some clients sends a text message.
   *
   * @param message by the client's number
   */
  public void send(int first, int number, IntFunction<String> message) {
    each(first, number, i -> channels.get(i).receive(ClientFrames.text(message.apply(i))));
  }

  private interface Action {
    void of(int client);
  }

  private void each(int first, int number, Action action) {
    for (int loop = 0; loop < loops.size(); loop++) {
      int start = first + Math.floorMod(loop - first, loops.size());
      for (int i = start; i < first + number; i += AT_ONCE * loops.size()) {
        int begin = i;
        int end = Math.min(first + number, i + AT_ONCE * loops.size());
        loops
            .get(loop)
            .loop()
            .execute(
                () -> {
                  for (int client = begin; client < end; client += loops.size()) {
                    action.of(client);
                  }
                });
      }
    }
  }

  /** How many frames the server has sent to all of them. From any thread. */
  public long frames() {
    return sum(SimulatedLoop::frames);
  }

  /** How many bytes of frames the server has sent to all of them. From any thread. */
  public long bytes() {
    return sum(SimulatedLoop::bytes);
  }

  /** How many connections have ended. From any thread. */
  public long closed() {
    return sum(SimulatedLoop::closed);
  }

  private long sum(ToLongFunction<SimulatedLoop> of) {
    return loops.stream().mapToLong(of).sum();
  }
}

package dev.roost.benchmark;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The subscribers of a topic, by event loop. */
final class BaselineTopic {
  private final NettyBaseline server;
  private final byte[] name;
  private final byte[] head;
  private final List<Members> members;

  /** The subscribers on one loop. Only that loop uses the list; any thread reads the count. */
  private static final class Members {
    private final BaselineLoop loop;
    private final List<BaselineConnection> connections = new ArrayList<>();
    private volatile boolean any;

    private Members(BaselineLoop loop) {
      this.loop = loop;
    }

    private void deliver(ByteBuf frame) {
      for (BaselineConnection connection : connections) {
        connection.write(frame.retainedDuplicate());
      }
      frame.release();
    }
  }

  BaselineTopic(NettyBaseline server, String name, Collection<BaselineLoop> loops) {
    this.server = server;
    this.name = name.getBytes(StandardCharsets.US_ASCII);
    head = ("[null,null,\"" + name + "\",\"msg\",").getBytes(StandardCharsets.US_ASCII);
    Members[] ofLoops = new Members[loops.size()];
    loops.forEach(loop -> ofLoops[loop.index] = new Members(loop));
    members = List.of(ofLoops);
  }

  /** Call it on the connection's loop, like {@link #remove}. */
  void add(BaselineConnection connection, BaselineLoop loop) {
    Members ofLoop = members.get(loop.index);
    ofLoop.connections.add(connection);
    ofLoop.any = true;
  }

  void remove(BaselineConnection connection, BaselineLoop loop) {
    Members ofLoop = members.get(loop.index);
    ofLoop.connections.remove(connection);
    ofLoop.any = !ofLoop.connections.isEmpty();
  }

  /** Sends the payload, a slice of the buffer, to all subscribers. */
  void broadcast(ByteBuf source, int payload, int length, BaselineLoop from) {
    BaselineLink link = server.link();
    if (link != null) {
      link.send(name, source, payload, length);
    }
    deliver(source, payload, length, from);
  }

  /** Sends the payload to the subscribers on this server only. */
  void deliver(ByteBuf source, int payload, int length, BaselineLoop from) {
    ByteBuf frame = BaselineFrames.text(source.alloc(), head.length + length + 1);
    frame.writeBytes(head).writeBytes(source, payload, length).writeByte(']');
    for (Members ofLoop : members) {
      if (!ofLoop.any) {
        continue;
      }
      frame.retain();
      if (ofLoop.loop == from) {
        ofLoop.deliver(frame);
      } else {
        ofLoop.loop.executor.execute(() -> ofLoop.deliver(frame));
      }
    }
    frame.release();
  }
}

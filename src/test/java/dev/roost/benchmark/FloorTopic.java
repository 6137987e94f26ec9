package dev.roost.benchmark;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The subscribers of a topic, by event loop. */
final class FloorTopic {
  private final byte[] head;
  private final List<Members> members;

  /** The subscribers on one loop. Only that loop uses the list; any thread reads the count. */
  private static final class Members {
    private final FloorLoop loop;
    private final List<FloorConnection> connections = new ArrayList<>();
    private volatile boolean any;

    private Members(FloorLoop loop) {
      this.loop = loop;
    }

    private void deliver(ByteBuf frame) {
      for (FloorConnection connection : connections) {
        connection.write(frame.retainedDuplicate());
      }
      frame.release();
    }
  }

  FloorTopic(String name, Collection<FloorLoop> loops) {
    head = ("[null,null,\"" + name + "\",\"msg\",").getBytes(StandardCharsets.US_ASCII);
    Members[] ofLoops = new Members[loops.size()];
    loops.forEach(loop -> ofLoops[loop.index] = new Members(loop));
    members = List.of(ofLoops);
  }

  /** Call it on the connection's loop, like {@link #remove}. */
  void add(FloorConnection connection, FloorLoop loop) {
    Members ofLoop = members.get(loop.index);
    ofLoop.connections.add(connection);
    ofLoop.any = true;
  }

  void remove(FloorConnection connection, FloorLoop loop) {
    Members ofLoop = members.get(loop.index);
    ofLoop.connections.remove(connection);
    ofLoop.any = !ofLoop.connections.isEmpty();
  }

  /** Sends the payload, a slice of the buffer, to all subscribers. */
  void broadcast(ByteBuf source, int payload, int length, FloorLoop from) {
    ByteBuf frame = FloorFrames.text(source.alloc(), head.length + length + 1);
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

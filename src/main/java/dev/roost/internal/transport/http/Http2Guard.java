package dev.roost.internal.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches an HTTP/2 connection and each of its streams. A stream whose client takes too long is
 * reset, and the other streams go on: behind a proxy they may be those of other people.
 */
final class Http2Guard extends ConnectionGuard {
  private final Http2ConnectionHandler http2;
  private final Http2Connection.PropertyKey progressKey;
  private int since;
  private int lastGrant;
  private int lastStream;

  /** When a stream last made progress. */
  private static final class Progress {
    private int receivedAt;
    private int grantedAt;

    Progress(int visit) {
      receivedAt = visit;
      grantedAt = visit;
    }
  }

  /** A guard of a connection that was accepted at a visit, or now if that is -1. */
  Http2Guard(
      HttpConnections connections, boolean counted, int acceptedAt, Http2ConnectionHandler http2) {
    super(connections, counted);
    this.http2 = http2;
    this.since = acceptedAt;
    this.progressKey = http2.connection().newKey();
  }

  @Override
  void added(int visit) {
    if (since < 0) {
      since = visit;
    }
    lastGrant = visit;
    http2.decoder().frameListener(new ProgressListener(http2.decoder().frameListener()));
  }

  /** Sees what the client sends, and what it allows the server to send. */
  private final class ProgressListener extends Http2FrameListenerDecorator {
    ProgressListener(Http2FrameListener listener) {
      super(listener);
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
        throws Http2Exception {
      Http2Stream stream = http2.connection().stream(streamId);
      if (stream != null) {
        progress(stream).receivedAt = guards().visit();
      }
      return super.onDataRead(ctx, streamId, data, padding, endOfStream);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment)
        throws Http2Exception {
      Http2Stream stream = http2.connection().stream(streamId);
      if (streamId == 0) {
        lastGrant = guards().visit();
      } else if (stream != null) {
        progress(stream).grantedAt = guards().visit();
      }
      super.onWindowUpdateRead(ctx, streamId, increment);
    }
  }

  private Progress progress(Http2Stream stream) {
    Progress progress = stream.getProperty(progressKey);
    if (progress == null) {
      progress = new Progress(guards().visit());
      stream.setProperty(progressKey, progress);
    }
    return progress;
  }

  @Override
  void checkRequests() {
    // Most streams begin and end between two visits.
    boolean hadStreams = hadStreams();
    boolean begun = lastStream != latestStream();
    lastStream = latestStream();
    if (http2.connection().numActiveStreams() > 0) {
      since = guards().visit();
      lateStreams().forEach(this::reset);
    } else if (begun || hasUnsent()) {
      since = guards().visit();
    } else if (hadStreams && guards().isOver(connections.limits().idleMillis(), since)) {
      closeIdle();
    } else if (!hadStreams && guards().isOver(connections.limits().headerMillis(), since)) {
      connections.metrics().countSlowHeader();
      connections.closing(channel(), "the client sends no request");
      channel().close();
    }
  }

  private boolean hadStreams() {
    return latestStream() > 0;
  }

  private int latestStream() {
    return http2.connection().remote().lastStreamCreated();
  }

  @Override
  void closeIfIdle() {
    if (hadStreams() && http2.connection().numActiveStreams() == 0 && !hasUnsent()) {
      closeIdle();
    }
  }

  private void closeIdle() {
    connections.metrics().countIdle();
    channel().close();
  }

  private List<Http2Stream> lateStreams() {
    List<Http2Stream> late = new ArrayList<>(0);
    try {
      http2
          .connection()
          .forEachActiveStream(
              stream -> {
                if (isBodyLate(stream) || isResponseUnread(stream)) {
                  late.add(stream);
                }
                return true;
              });
    } catch (Http2Exception e) {
      throw new IllegalStateException("visiting a stream does not fail", e);
    }
    return late;
  }

  private boolean isBodyLate(Http2Stream stream) {
    Progress progress = progress(stream);
    boolean sends = stream.state().remoteSideOpen();
    // As long as the application does not read, the client is not late.
    if (!sends || http2.connection().local().flowController().unconsumedBytes(stream) > 0) {
      progress.receivedAt = guards().visit();
      return false;
    }
    if (!guards().isOver(connections.limits().bodyMillis(), progress.receivedAt)) {
      return false;
    }
    connections.metrics().countSlowBody();
    return true;
  }

  private boolean isResponseUnread(Http2Stream stream) {
    Progress progress = progress(stream);
    if (!http2.connection().remote().flowController().hasFlowControlled(stream)) {
      progress.grantedAt = guards().visit();
      return false;
    }
    int grantedAt = Math.max(progress.grantedAt, lastGrant);
    if (!guards().isOver(connections.limits().responseMillis(), grantedAt)) {
      return false;
    }
    connections.metrics().countUnreadResponse();
    return true;
  }

  private void reset(Http2Stream stream) {
    connections.closing(channel(), "the client of a stream takes too long; the stream is reset");
    ChannelHandlerContext handler = channel().pipeline().context(http2);
    http2.resetStream(handler, stream.id(), Http2Error.CANCEL.code(), handler.newPromise());
    handler.flush();
  }
}

package dev.roost.internal.pubsub;

import dev.roost.serializer.FrameCompressor;
import dev.roost.serializer.Serializer;

/**
 * A frame that subscribers of a topic had compressed.
 *
 * @param serializer of the frame
 * @param compressor of their transport
 */
record UsedCompression(Serializer serializer, FrameCompressor compressor) {
  boolean is(Serializer otherSerializer, FrameCompressor otherCompressor) {
    return serializer == otherSerializer && compressor == otherCompressor;
  }
}

package io.freshet.topology.message;

import io.freshet.codec.binary.BinarySerde;
import io.freshet.codec.binary.ByteReader;
import io.freshet.codec.binary.ByteWriter;
import io.freshet.recommend.rank.RankerWeights;
import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layout of the values of the topic {@code ranker-weights}, written with {@link ByteWriter}. The key is the arm
 * and the partition of the readers in decimal digits, such as {@code control/0}.
 *
 * <pre>
 * byte     version: 1
 * count    layout of the state
 * double   examples
 * integer  asOfMillis
 * vector   state
 * </pre>
 */
final class RankerWeightsLayout {
    static final Serde<RankerWeights> VALUE =
            new BinarySerde<>("ranker weights", 1, RankerWeightsLayout::write, RankerWeightsLayout::read);

    private RankerWeightsLayout() {}

    private static void write(RankerWeights weights, ByteWriter out) {
        out.writeCount(weights.layout());
        out.writeDouble(weights.examples());
        out.writeInteger(weights.asOfMillis());
        out.writeVector(weights.state());
    }

    private static RankerWeights read(ByteReader in) {
        return new RankerWeights(in.readCount(Integer.MAX_VALUE), in.readDouble(), in.readInteger(), in.readVector());
    }
}

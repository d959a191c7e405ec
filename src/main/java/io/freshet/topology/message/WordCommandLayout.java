package io.freshet.topology.message;

import io.freshet.codec.binary.BinarySerde;
import io.freshet.codec.binary.ByteWriter;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layout of the values of the topic {@code word-commands}, written with {@link ByteWriter}.
 *
 * <pre>
 * byte     version: 1
 * byte     command: 0 snapshot, 1 roll back
 * </pre>
 */
final class WordCommandLayout {
    static final Serde<WordCommand> VALUE = new BinarySerde<>(
            "word command",
            1,
            (command, out) -> out.writeConstant(WordCommandLayout.COMMANDS, command),
            in -> in.readConstant(WordCommandLayout.COMMANDS));

    private static final List<WordCommand> COMMANDS = List.of(WordCommand.SNAPSHOT, WordCommand.ROLL_BACK);

    private WordCommandLayout() {}
}

package io.freshet.runtime.health;

import io.freshet.runtime.topics.TopicDifference;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises the exception by which Kafka Streams reports that the partition count of a changelog differs from that of
 * its input topics.
 */
final class InternalTopicFault {
    /**
     * Pattern of the message by which Kafka Streams 4.4.0 reports a changelog with a wrong partition count; groups:
     * topic, expected count, actual count. The rest of the message advises a tool that Freshet does not ship.
     */
    private static final Pattern INVALID_PARTITIONS =
            Pattern.compile("Existing internal topic (\\S+) has invalid partitions: expected: (\\d+); actual: (\\d+)");

    private InternalTopicFault() {}

    /**
     * Problem and remedy in one line, if the exception or one of its causes reports a changelog with a wrong partition
     * count; otherwise empty.
     */
    static Optional<String> of(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            Matcher found = INVALID_PARTITIONS.matcher(String.valueOf(cause.getMessage()));
            if (found.find()) {
                return Optional.of("partitions were added to an input: "
                        + new TopicDifference.WrongPartitionCount(
                                        found.group(1),
                                        Integer.parseInt(found.group(2)),
                                        Integer.parseInt(found.group(3)))
                                .message());
            }
        }
        return Optional.empty();
    }
}

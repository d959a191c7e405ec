package io.freshet.runtime.health;

import io.freshet.runtime.topics.TopicDifference;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The failure of Kafka Streams over a changelog that no longer fits its inputs, with the remedy of Freshet. */
final class InternalTopicFault {
    /** How Kafka Streams 4.4.0 says it, before it advises a tool of its own that Freshet does not come with. */
    private static final Pattern INVALID_PARTITIONS =
            Pattern.compile("Existing internal topic (\\S+) has invalid partitions: expected: (\\d+); actual: (\\d+)");

    private InternalTopicFault() {}

    /** The fault and its remedy, if the exception or a cause of it is this failure. */
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

package io.freshet.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an application forget: its place in the input, its internal topics, its local state and, if wanted, what it has
 * sent. The next start learns everything anew from the input topics.
 */
public final class ApplicationReset {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationReset.class);

    /**
     * What was deleted.
     *
     * @param groupDeleted whether there was a place in the input to forget
     * @param topics names of the topics deleted, in order
     * @param files how many files of local state were deleted
     */
    public record Report(boolean groupDeleted, List<String> topics, int files) {
        public Report {
            topics = List.copyOf(topics);
        }
    }

    private final RuntimeSettings settings;

    public ApplicationReset(RuntimeSettings settings) {
        this.settings = settings;
    }

    /**
     * Deletes.
     *
     * @param outputTopics full names of topics to delete as well, present or not; create them again before the next start
     * @throws RuntimeFailureException if an instance of the application runs, or local files cannot be deleted
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public Report run(Collection<String> outputTopics) {
        try (Admin admin = Admin.create(new HashMap<String, Object>(settings.clientProperties()))) {
            refuseWhileActive(admin);
            boolean groupDeleted = deleteGroup(admin);
            List<String> topics = topicsToDelete(admin, outputTopics);
            KafkaAnswers.await(admin.deleteTopics(topics).all(), "deleting topics");
            KafkaAnswers.awaitTopics(admin, names -> Collections.disjoint(names, topics));
            int files = deleteState();
            LOG.info(
                    "reset of {}: group {}, {} topics and {} files of state deleted",
                    settings.applicationId(),
                    groupDeleted ? "deleted" : "not there",
                    topics.size(),
                    files);
            return new Report(groupDeleted, topics, files);
        }
    }

    private void refuseWhileActive(Admin admin) {
        String group = settings.applicationId();
        try {
            ConsumerGroupDescription description = KafkaAnswers.await(
                    Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group)),
                    "describing the group " + group);
            if (!description.members().isEmpty()) {
                throw new RuntimeFailureException(group + " is running, stream threads: "
                        + description.members().size() + "; stop all instances first"
                        + " (one that was killed counts until its session of "
                        + settings.sessionTimeout().toSeconds() + " s ends)");
            }
        } catch (KafkaUnavailableException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }

    private boolean deleteGroup(Admin admin) {
        try {
            KafkaAnswers.await(
                    admin.deleteConsumerGroups(List.of(settings.applicationId()))
                            .all(),
                    "deleting the group " + settings.applicationId());
            return true;
        } catch (KafkaUnavailableException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    /** Internal topics are named by Streams: the application id, a name, and one of these two endings. */
    private List<String> topicsToDelete(Admin admin, Collection<String> outputTopics) {
        String start = settings.applicationId() + "-";
        TreeSet<String> topics = new TreeSet<>();
        for (String topic : KafkaAnswers.await(admin.listTopics().names(), "listing topics")) {
            boolean internal =
                    topic.startsWith(start) && (topic.endsWith("-changelog") || topic.endsWith("-repartition"));
            if (internal || outputTopics.contains(topic)) {
                topics.add(topic);
            }
        }
        return new ArrayList<>(topics);
    }

    private int deleteState() {
        Path state = settings.stateDirectory().resolve(settings.applicationId());
        if (!Files.isDirectory(state)) {
            return 0;
        }
        try (Stream<Path> paths = Files.walk(state)) {
            int files = 0;
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                files += Files.isRegularFile(path) ? 1 : 0;
                Files.delete(path);
            }
            return files;
        } catch (IOException e) {
            throw new RuntimeFailureException("cannot delete the local state in " + state + ": " + e, e);
        }
    }
}

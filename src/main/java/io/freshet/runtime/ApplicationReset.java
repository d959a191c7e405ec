package io.freshet.runtime;

import io.freshet.codec.contract.Contract;
import io.freshet.runtime.topics.AdminAnswers;
import io.freshet.runtime.topics.ApplicationTopics;
import io.freshet.runtime.topics.KafkaUnavailableException;
import io.freshet.runtime.topics.TopicIdentities;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resets an application: deletes its committed offsets, the changelogs of its stores, its local state and the topics
 * named by the caller. The next start rebuilds all state from the input topics. Topics are deleted by their exact
 * names, so an application whose id begins with this application's id keeps its topics.
 */
public final class ApplicationReset {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationReset.class);

    /**
     * Result of a reset: whether committed offsets were deleted, which topics were deleted, and how many local files.
     *
     * @param groupDeleted whether the consumer group existed, and with it committed offsets
     * @param topics names of the topics deleted, sorted
     * @param files number of files of local state deleted
     */
    public record Report(boolean groupDeleted, List<String> topics, int files) {
        public Report {
            topics = List.copyOf(topics);
        }
    }

    private final RuntimeSettings settings;
    private final List<String> changelogs;

    /**
     * Creates a reset of the application that {@code settings} names, with the stores declared in {@code topics.yaml}.
     */
    public ApplicationReset(RuntimeSettings settings) {
        this(settings, ApplicationTopics.loggedStores(Contract.load()));
    }

    /**
     * Creates a reset of the application that {@code settings} names; {@code stores} lists its stores that have a
     * changelog.
     */
    ApplicationReset(RuntimeSettings settings, List<String> stores) {
        this.settings = settings;
        this.changelogs = ApplicationTopics.changelogs(settings.applicationId(), stores);
    }

    /**
     * Names, sorted, of the existing topics that {@link #run} would delete: those in {@code topics} and the
     * application's changelogs.
     *
     * @param topics full names of topics to delete besides the changelogs, whether or not they exist
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public List<String> topicsToDelete(Collection<String> topics) {
        try (Admin admin = AdminAnswers.client(settings.clientProperties())) {
            return topicsToDelete(admin, topics);
        }
    }

    /**
     * Deletes the application's committed offsets, changelogs and local state, and the given topics.
     *
     * @param topics full names of topics to delete besides the changelogs, whether or not they exist; create them again
     *     before the next start
     * @throws RuntimeFailureException if an instance of the application runs or a local file cannot be deleted
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public Report run(Collection<String> topics) {
        try (Admin admin = AdminAnswers.client(settings.clientProperties())) {
            requireNoMembers(admin);
            List<String> present = topicsToDelete(admin, topics);
            boolean groupDeleted = deleteGroup(admin, settings.applicationId());
            deleteGroup(admin, TopicIdentities.group(settings.applicationId()));
            AdminAnswers.await(admin.deleteTopics(present).all(), "deleting topics");
            AdminAnswers.awaitTopics(admin, names -> Collections.disjoint(names, present));
            int files = new LocalState(settings.stateDirectory(), settings.applicationId()).delete();
            LOG.info(
                    "reset of {}: group {}, {} topics and {} files of state deleted",
                    settings.applicationId(),
                    groupDeleted ? "deleted" : "not found",
                    present.size(),
                    files);
            return new Report(groupDeleted, present, files);
        }
    }

    private void requireNoMembers(Admin admin) {
        String group = settings.applicationId();
        try {
            ConsumerGroupDescription description = AdminAnswers.await(
                    Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group)),
                    "describing the group " + group);
            if (!description.members().isEmpty()) {
                throw new RuntimeFailureException(group + " is running, stream threads: "
                        + description.members().size() + "; stop all instances first"
                        + " (a killed instance counts until its session times out after "
                        + settings.processing().sessionTimeout().toSeconds() + " s)");
            }
        } catch (KafkaUnavailableException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }

    private static boolean deleteGroup(Admin admin, String group) {
        try {
            AdminAnswers.await(admin.deleteConsumerGroups(List.of(group)).all(), "deleting the group " + group);
            return true;
        } catch (KafkaUnavailableException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    private List<String> topicsToDelete(Admin admin, Collection<String> topics) {
        Set<String> present = AdminAnswers.await(admin.listTopics().names(), "listing topics");
        return Stream.concat(changelogs.stream(), topics.stream())
                .filter(present::contains)
                .sorted()
                .toList();
    }
}

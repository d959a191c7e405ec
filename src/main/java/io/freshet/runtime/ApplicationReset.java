package io.freshet.runtime;

import io.freshet.codec.contract.Contract;
import io.freshet.runtime.topics.AdminAnswers;
import io.freshet.runtime.topics.ApplicationTopics;
import io.freshet.runtime.topics.KafkaUnavailableException;
import io.freshet.runtime.topics.TopicIdentities;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
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
 * Makes an application forget: its place in the input, the changelogs of its stores, its local state, and the topics named.
 * The next start learns everything again from the input topics. Topics are deleted by their exact names: those of an
 * application whose id begins like this one's stay.
 */
public final class ApplicationReset {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationReset.class);

    /**
     * The result of a reset.
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
    private final List<String> changelogs;

    /** Resets an application with the stores of the contract. */
    public ApplicationReset(RuntimeSettings settings) {
        this(settings, ApplicationTopics.loggedStores(Contract.load()));
    }

    /** @param stores those with a changelog */
    ApplicationReset(RuntimeSettings settings, List<String> stores) {
        this.settings = settings;
        this.changelogs = ApplicationTopics.changelogs(settings.applicationId(), stores);
    }

    /**
     * The topics that {@link #run} would delete now, in order.
     *
     * @param topics full names of topics to delete beside the changelogs, present or not
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public List<String> topicsToDelete(Collection<String> topics) {
        try (Admin admin = Admin.create(new HashMap<String, Object>(settings.clientProperties()))) {
            return topicsToDelete(admin, topics);
        }
    }

    /**
     * Deletes.
     *
     * @param topics full names of topics to delete as well, present or not; create them again before the next start
     * @throws RuntimeFailureException if an instance of the application runs, or local files cannot be deleted
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public Report run(Collection<String> topics) {
        try (Admin admin = Admin.create(new HashMap<String, Object>(settings.clientProperties()))) {
            refuseWhileActive(admin);
            List<String> present = topicsToDelete(admin, topics);
            boolean groupDeleted = deleteGroup(admin, settings.applicationId());
            deleteGroup(admin, TopicIdentities.group(settings.applicationId()));
            AdminAnswers.await(admin.deleteTopics(present).all(), "deleting topics");
            AdminAnswers.awaitTopics(admin, names -> Collections.disjoint(names, present));
            int files = new LocalState(settings.stateDirectory(), settings.applicationId()).delete();
            LOG.info(
                    "reset of {}: group {}, {} topics and {} files of state deleted",
                    settings.applicationId(),
                    groupDeleted ? "deleted" : "not there",
                    present.size(),
                    files);
            return new Report(groupDeleted, present, files);
        }
    }

    private void refuseWhileActive(Admin admin) {
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
                        + " (one that was killed counts until its session of "
                        + settings.sessionTimeout().toSeconds() + " s ends)");
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

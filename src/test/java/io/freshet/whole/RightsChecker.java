package io.freshet.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * Black-box check that erasures, withdrawals, corrections and expiries take effect. Uses only the contract: from the
 * records on the inputs and their broker timestamps it derives the allowed contents of outputs, API answers and
 * changelogs. Checks readers and articles whose ids start with {@link #PREFIX}.
 */
final class RightsChecker {
    /** Prefix of the ids of checked readers and articles. */
    static final String PREFIX = "rights-";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(10);
    /** Longest time that a changelog may keep a deleted value. */
    private static final long COMPACTION_LAG_MILLIS_MAX = Duration.ofDays(1).toMillis();

    private static final int VIOLATIONS_SHOWN_MAX = 12;

    private final NewsroomClient newsroom;
    private final List<URI> pages;
    private final String readersChangelog;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(HTTP_TIMEOUT).build();
    private final Inputs inputs;

    /**
     * Reads the current records of the inputs.
     *
     * @param pages base addresses of all instances
     * @param readersChangelog changelog of the readers' state
     */
    RightsChecker(NewsroomClient newsroom, List<URI> pages, String readersChangelog) {
        this.newsroom = newsroom;
        this.pages = List.copyOf(pages);
        this.readersChangelog = readersChangelog;
        this.inputs = Inputs.of(newsroom);
    }

    /**
     * The checked records of the inputs.
     *
     * @param erasedMillis arrival of the last erasure, by userId
     * @param misplaced number of records outside murmur2's partition, by topic
     */
    private record Inputs(
            Map<String, Long> erasedMillis,
            Map<String, List<ClickRecord>> clicks,
            Map<String, ArticleRecord> articles,
            Map<String, Long> misplaced) {

        /** A click with its arrival and event time. */
        record ClickRecord(long arrivedMillis, long atMillis) {}

        /** The last record of an article; a withdrawal has no value. */
        record ArticleRecord(long arrivedMillis, @Nullable JsonNode value) {
            boolean isLive(long nowMillis) {
                return value != null && !isExpired(nowMillis);
            }

            private boolean isExpired(long nowMillis) {
                JsonNode expiresAt = value == null ? null : value.get("expiresAt");
                return expiresAt != null
                        && !expiresAt.isNull()
                        && Instant.parse(expiresAt.asText()).toEpochMilli() <= nowMillis;
            }
        }

        static Inputs of(NewsroomClient newsroom) {
            Map<String, Long> erased = new TreeMap<>();
            Map<String, List<ClickRecord>> clicks = new TreeMap<>();
            Map<String, ArticleRecord> articles = new TreeMap<>();
            Map<String, Long> misplaced = new TreeMap<>();
            for (ConsumerRecord<byte[], byte[]> record : checkedRecords(newsroom, "freshet.erasures", misplaced)) {
                erased.merge(text(record.key()), record.timestamp(), Math::max);
            }
            for (ConsumerRecord<byte[], byte[]> record : checkedRecords(newsroom, "freshet.clicks", misplaced)) {
                clicks.computeIfAbsent(text(record.key()), user -> new ArrayList<>())
                        .add(new ClickRecord(
                                record.timestamp(), millis(json(record.value()).get("at"))));
            }
            for (ConsumerRecord<byte[], byte[]> record : checkedRecords(newsroom, "freshet.articles", misplaced)) {
                ArticleRecord seen =
                        new ArticleRecord(record.timestamp(), record.value() == null ? null : json(record.value()));
                articles.merge(
                        text(record.key()),
                        seen,
                        (one, other) -> one.arrivedMillis() > other.arrivedMillis() ? one : other);
            }
            return new Inputs(erased, clicks, articles, misplaced);
        }

        private static List<ConsumerRecord<byte[], byte[]>> checkedRecords(
                NewsroomClient newsroom, String topic, Map<String, Long> misplaced) {
            List<ConsumerRecord<byte[], byte[]>> all = newsroom.committed(topic);
            int partitions = newsroom.partitions(topic);
            List<ConsumerRecord<byte[], byte[]>> checked = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : all) {
                if (isChecked(record.key())) {
                    checked.add(record);
                    if (record.partition() != Partitioning.MURMUR2.partition(record.key(), partitions)) {
                        misplaced.merge(topic, 1L, Long::sum);
                    }
                }
            }
            return checked;
        }

        /** Erased readers without a click after their erasure. */
        Set<String> erased() {
            Set<String> erased = new TreeSet<>();
            erasedMillis.forEach((userId, atMillis) -> {
                if (clicks.getOrDefault(userId, List.of()).stream()
                        .allMatch(click -> click.arrivedMillis() < atMillis && click.atMillis() < atMillis)) {
                    erased.add(userId);
                }
            });
            return erased;
        }

        /** Readers with a click after their last erasure, if any. */
        Set<String> present() {
            Set<String> present = new TreeSet<>();
            clicks.forEach((userId, records) -> {
                long erased = erasedMillis.getOrDefault(userId, Long.MIN_VALUE);
                if (records.stream().anyMatch(click -> click.arrivedMillis() > erased && click.atMillis() > erased)) {
                    present.add(userId);
                }
            });
            return present;
        }
    }

    /** The numbers of checked readers and articles. */
    @Override
    public String toString() {
        return inputs.erased().size() + " erased readers, " + inputs.present().size() + " other readers, "
                + inputs.articles().size() + " articles of which "
                + inputs.articles().values().stream()
                        .filter(article -> !article.isLive(System.currentTimeMillis()))
                        .count()
                + " withdrawn or expired, records outside murmur2's partition " + inputs.misplaced();
    }

    /** Finds all violations, one per entry. */
    List<String> violations() {
        List<String> violations = new ArrayList<>();
        lists(violations);
        trending(violations);
        profiles(violations);
        deadLetters(violations);
        api(violations);
        reroutings(violations);
        changelog(violations);
        return violations;
    }

    /** Formats the first violations for the message of a failure. */
    static String format(List<String> violations) {
        return violations.size() + " violations:\n  "
                + String.join("\n  ", violations.subList(0, Math.min(VIOLATIONS_SHOWN_MAX, violations.size())));
    }

    private void lists(List<String> violations) {
        Set<String> erased = inputs.erased();
        int partitions = newsroom.partitions("freshet.recommendations");
        Map<String, byte[]> latest = new TreeMap<>();
        Set<String> deleted = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : newsroom.committed("freshet.recommendations")) {
            String userId = text(record.key());
            if (record.partition() != Partitioning.MURMUR2.partition(record.key(), partitions)) {
                violations.add("the list of " + userId + " is on the wrong partition " + record.partition());
            }
            if (record.value() == null) {
                latest.remove(userId);
                deleted.add(userId);
            } else {
                latest.put(userId, record.value());
                if (erased.contains(userId) && deleted.contains(userId)) {
                    violations.add("a list of " + userId + " was written after its deletion");
                }
            }
        }
        erased.stream()
                .filter(latest::containsKey)
                .forEach(userId -> violations.add("erased " + userId + " has a list"));
        inputs.present().stream()
                .filter(userId -> !latest.containsKey(userId))
                .forEach(userId -> violations.add(userId + " has no list"));
        latest.forEach((userId, list) -> checkOnlyLive("the list of " + userId, json(list), violations));
    }

    private void trending(List<String> violations) {
        Map<String, byte[]> latest = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : newsroom.committed("freshet.trending")) {
            latest.put(text(record.key()), record.value());
        }
        latest.forEach((scope, list) -> {
            if (list != null) {
                checkOnlyLive("most-read " + scope, json(list), violations);
            }
        });
    }

    private void checkOnlyLive(String name, JsonNode list, List<String> violations) {
        long nowMillis = System.currentTimeMillis();
        for (JsonNode item : list.get("items")) {
            String articleId = item.get("articleId").asText();
            Inputs.ArticleRecord article = inputs.articles().get(articleId);
            if (article != null && !article.isLive(nowMillis)) {
                violations.add(name + " contains " + (article.value() == null ? "withdrawn " : "expired ") + articleId);
            }
        }
    }

    private void profiles(List<String> violations) {
        Map<String, byte[]> latest = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : newsroom.committed("freshet.article-profiles")) {
            if (record.value() == null) {
                latest.remove(text(record.key()));
            } else {
                latest.put(text(record.key()), record.value());
            }
        }
        inputs.articles().forEach((articleId, article) -> {
            byte[] profile = latest.get(articleId);
            if (article.value() == null) {
                if (profile != null) {
                    violations.add("withdrawn " + articleId + " has a profile");
                }
            } else if (article.isLive(System.currentTimeMillis())) {
                String category = article.value().get("category").asText();
                if (profile == null) {
                    violations.add(articleId + " has no profile");
                } else if (!json(profile).path("category").path("name").asText().equals(category)) {
                    violations.add("the profile of " + articleId + " lacks the last correction, category " + category);
                }
            }
        });
    }

    private void deadLetters(List<String> violations) {
        for (ConsumerRecord<byte[], byte[]> letter : newsroom.committed("freshet.dead-letters")) {
            if (isChecked(letter.key())) {
                violations.add("a valid record of " + text(letter.key()) + " became a dead letter");
            }
        }
    }

    private void api(List<String> violations) {
        for (URI page : pages) {
            for (String userId : inputs.erased()) {
                HttpResponse<String> answer = get(page, "readers", userId, "recommendations");
                if (answer.statusCode() == 200) {
                    violations.add("the API of " + page + " has a list of erased " + userId);
                } else if (answer.statusCode() != 404) {
                    violations.add("the API of " + page + " answers " + answer.statusCode() + " for " + userId);
                }
            }
            inputs.articles().forEach((articleId, article) -> {
                if (article.value() == null
                        && get(page, "articles", articleId, "profile").statusCode() == 200) {
                    violations.add("the API of " + page + " has a profile of withdrawn " + articleId);
                }
            });
        }
        for (String userId : inputs.present()) {
            List<HttpResponse<String>> lists = pages.stream()
                    .map(page -> get(page, "readers", userId, "recommendations"))
                    .filter(answer -> answer.statusCode() == 200)
                    .toList();
            if (lists.isEmpty()) {
                violations.add("no API has a list of " + userId);
            }
            lists.forEach(list -> checkOnlyLive(
                    "the API's list of " + userId, json(list.body().getBytes(StandardCharsets.UTF_8)), violations));
        }
    }

    /**
     * Checks that re-routed records are counted. Killed instances lose their counters, so the trial ends with such
     * records.
     */
    private void reroutings(List<String> violations) {
        inputs.misplaced().keySet().forEach(topic -> {
            String input = topic.substring("freshet.".length());
            boolean counted = pages.stream()
                    .flatMap(page -> get(page, "metrics").body().lines())
                    .anyMatch(line -> line.startsWith("freshet_events_rerouted_total{")
                            && line.contains("input=\"" + input + "\"")
                            && !line.endsWith(" 0.0"));
            if (!counted) {
                violations.add("no record of " + input + " is counted as re-routed");
            }
        });
    }

    /**
     * Finds changelogs that may keep a deleted value for longer than a day.
     *
     * @param topics full names of the changelogs
     */
    static List<String> overlongRetention(NewsroomClient newsroom, List<String> topics) {
        List<String> violations = new ArrayList<>();
        newsroom.settings(topics).forEach((topic, settings) -> {
            long lagMillis = Long.parseLong(
                    settings.get(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG).value());
            if (lagMillis > COMPACTION_LAG_MILLIS_MAX) {
                violations.add(topic + " may keep deleted values for " + lagMillis + " ms");
            }
        });
        return violations;
    }

    private void changelog(List<String> violations) {
        Set<String> erased = inputs.erased();
        Set<String> kept = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> record : newsroom.committed(readersChangelog)) {
            if (record.value() != null && erased.contains(text(record.key()))) {
                kept.add(text(record.key()));
            }
        }
        kept.forEach(userId -> violations.add(readersChangelog + " contains a value of erased " + userId));
    }

    private HttpResponse<String> get(URI page, String... path) {
        StringBuilder relative = new StringBuilder(path.length == 1 ? "/" : "/api/");
        for (int part = 0; part < path.length; part++) {
            relative.append(part == 0 ? "" : "/").append(URLEncoder.encode(path[part], StandardCharsets.UTF_8));
        }
        HttpRequest request = HttpRequest.newBuilder(page.resolve(relative.toString()))
                .timeout(Eventually.LIMIT)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + page, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("waiting for an answer was interrupted", e);
        }
    }

    private static boolean isChecked(byte @Nullable [] key) {
        return key != null && text(key).startsWith(PREFIX);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long millis(JsonNode time) {
        return time.isNumber() ? time.asLong() : Instant.parse(time.asText()).toEpochMilli();
    }
}

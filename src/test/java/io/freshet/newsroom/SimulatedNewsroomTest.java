package io.freshet.newsroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.text.Tokenizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatedNewsroomTest {
    private static final long START = Instant.parse("2026-11-23T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final NewsroomSettings SETTINGS =
            NewsroomSettings.of(11, START).withReaders(400);
    /** A bit more than a day of 400 readers. */
    private static final List<TimedEvent> EVENTS = events(new SimulatedNewsroom(SETTINGS), 11_000);

    @Test
    void sameSettingsGiveTheSameStream() {
        assertThat(events(new SimulatedNewsroom(SETTINGS), 3_000)).isEqualTo(EVENTS.subList(0, 3_000));
        assertThat(events(new SimulatedNewsroom(NewsroomSettings.of(12, START)), 100))
                .isNotEqualTo(EVENTS.subList(0, 100));
    }

    @Test
    void skippingContinuesAnEarlierRun() {
        SimulatedNewsroom room = new SimulatedNewsroom(SETTINGS);
        room.skip(5_000);

        assertThat(events(room, 500)).isEqualTo(EVENTS.subList(5_000, 5_500));
    }

    @Test
    void skippingToATimeSkipsExactlyTheEarlierEvents() {
        SimulatedNewsroom room = new SimulatedNewsroom(SETTINGS);
        room.skipTo(START + 9 * HOUR);

        assertThat(events(room, 200))
                .isEqualTo(EVENTS.stream()
                        .filter(event -> event.atMillis() >= START + 9 * HOUR)
                        .limit(200)
                        .toList());
    }

    @Test
    void eventsAreInTimeOrderAndBeginWithArticlesOnly() {
        for (int index = 1; index < EVENTS.size(); index++) {
            assertThat(EVENTS.get(index).atMillis())
                    .isGreaterThanOrEqualTo(EVENTS.get(index - 1).atMillis());
        }
        assertThat(EVENTS.stream().takeWhile(event -> event.atMillis() < START))
                .hasSizeGreaterThan(50)
                .noneMatch(TimedEvent.Clicked.class::isInstance);
    }

    @Test
    void everyClickIsOnALiveArticle() {
        Map<String, Article> live = new HashMap<>();
        int withdrawn = 0;
        for (TimedEvent event : EVENTS) {
            if (event instanceof TimedEvent.Announced announced) {
                live.put(announced.article().id(), announced.article());
            } else if (event instanceof TimedEvent.Withdrawn withdrawal) {
                withdrawn++;
                assertThat(live.remove(withdrawal.articleId())).isNotNull();
            } else if (event instanceof TimedEvent.Clicked clicked) {
                assertThat(live).containsKey(clicked.click().articleId());
                Article article =
                        Objects.requireNonNull(live.get(clicked.click().articleId()));
                assertThat(article.publishedAtMillis()).isLessThanOrEqualTo(event.atMillis());
                assertThat(article.expiresAtMillis()).isGreaterThanOrEqualTo(event.atMillis());
            }
        }
        assertThat(withdrawn).isPositive();
    }

    @Test
    void expiredArticlesAreWithdrawnInsteadIfTheSettingsSaySo() {
        List<TimedEvent> withdrawing =
                events(new SimulatedNewsroom(SETTINGS.withWithdrawsExpired(true)), EVENTS.size());
        Map<String, Long> withdrawnAtMillis = new HashMap<>();
        for (TimedEvent event : withdrawing) {
            if (event instanceof TimedEvent.Announced announced) {
                assertThat(announced.article().expiresAtMillis()).isEqualTo(Article.NEVER);
            } else if (event instanceof TimedEvent.Withdrawn withdrawal) {
                assertThat(withdrawnAtMillis.put(withdrawal.articleId(), event.atMillis()))
                        .isNull();
            }
        }
        long endMillis = withdrawing.get(withdrawing.size() - 1).atMillis();
        Map<String, Long> expiry = new HashMap<>();
        EVENTS.stream()
                .filter(TimedEvent.Announced.class::isInstance)
                .map(event -> ((TimedEvent.Announced) event).article())
                .filter(article -> article.expiresAtMillis() < endMillis)
                .forEach(article -> expiry.put(article.id(), article.expiresAtMillis()));

        assertThat(expiry).hasSizeGreaterThan(20);
        // A few are withdrawn for another reason before they expire.
        assertThat(withdrawnAtMillis.keySet()).containsAll(expiry.keySet());
        expiry.forEach((id, atMillis) ->
                assertThat(withdrawnAtMillis.get(id)).isNotNull().isLessThanOrEqualTo(atMillis));
    }

    @Test
    void readersClickAtTheConfiguredRateAndMoreByDay() {
        long clicks = clicks().filter(click -> click.kind() == ClickKind.CLICK)
                .filter(click -> click.atMillis() < START + 24 * HOUR)
                .count();
        long night =
                clicks().filter(click -> click.atMillis() < START + 5 * HOUR).count();
        long evening = clicks().filter(
                        click -> click.atMillis() >= START + 17 * HOUR && click.atMillis() < START + 22 * HOUR)
                .count();

        assertThat((double) clicks).isBetween(.75 * 400 * 20, 1.2 * 400 * 20);
        assertThat(evening).isGreaterThan(4 * night);
    }

    @Test
    void onlyRepeatedClicksShareAnEventId() {
        Map<String, List<Click>> byEvent =
                clicks().collect(Collectors.groupingBy(click -> String.valueOf(click.eventId())));

        assertThat(byEvent.values()).allMatch(same -> new HashSet<>(same).size() == 1);
        assertThat(byEvent.values().stream().filter(same -> same.size() > 1).count())
                .isBetween(3L, 60L);
    }

    @Test
    void readersFollowTheirInterestsAndLanguages() {
        Map<String, Article> articles = articles();
        Map<String, ReaderPortrait> readers = new SimulatedNewsroom(SETTINGS)
                .readers().stream().collect(Collectors.toMap(ReaderPortrait::userId, reader -> reader));
        long inInterest = 0;
        long withCategory = 0;
        for (Click click : clicks().toList()) {
            Article article = Objects.requireNonNull(articles.get(click.articleId()));
            ReaderPortrait reader = Objects.requireNonNull(readers.get(click.userId()));
            assertThat(reader.languages()).contains(article.language());
            assertThat(click.segments())
                    .containsEntry("language", reader.languages().get(0));
            if (article.category() != null) {
                withCategory++;
                inInterest += reader.interests().contains(article.category()) ? 1 : 0;
            }
        }
        // Chance is two of ten topics; breaking news and drift lower the share.
        assertThat((double) inInterest / withCategory).isBetween(.55, .97);
    }

    @Test
    void everyKindOfEventOccurs() {
        assertThat(EVENTS.stream().map(Object::getClass).distinct())
                .contains(
                        TimedEvent.Announced.class,
                        TimedEvent.Clicked.class,
                        TimedEvent.Withdrawn.class,
                        TimedEvent.Malformed.class);
        assertThat(clicks().map(Click::kind).distinct()).containsExactlyInAnyOrder(ClickKind.values());
        Set<String> seen = new HashSet<>();
        assertThat(EVENTS.stream()
                        .filter(TimedEvent.Announced.class::isInstance)
                        .map(event -> ((TimedEvent.Announced) event).article().id())
                        .filter(id -> !seen.add(id)))
                .as("corrected articles")
                .isNotEmpty();
    }

    @Test
    void coinedWordsOccurOnlyAfterTheStart() {
        SimulatedNewsroom room = new SimulatedNewsroom(SETTINGS);
        List<TimedEvent> events = events(room, 3_000);
        CoinedWord word = room.coinedWords().get(0);
        List<Article> naming = events.stream()
                .filter(TimedEvent.Announced.class::isInstance)
                .map(event -> ((TimedEvent.Announced) event).article())
                .filter(article ->
                        text(article).contains(word.english()) || text(article).contains(word.chinese()))
                .toList();

        assertThat(naming).hasSizeGreaterThan(8).allMatch(article -> article.publishedAtMillis() > START);
        assertThat(naming.stream().map(Article::language).distinct()).containsExactlyInAnyOrder("en", "zh");
        assertThat(SimulatedNewsroom.archive(5, 300, START))
                .noneMatch(article -> text(article).contains(word.english()));
    }

    @Test
    void tokenizerKeepsCoinedChineseNamesWholeAndSplitsForeignWordsFromTheirCharacter() {
        Tokenizer tokenizer = Tokenizer.forLanguage("zh");
        Set<String> words = new HashSet<>();
        for (int number = 0; number < Press.COINED_WORDS; number++) {
            String word = Press.coin(number).chinese();
            words.add(word);
            for (String text : List.of("彗星" + word + "或可肉眼看见", "工程师称" + word + "已经供不应求", word + "的副作用少而轻。")) {
                assertThat(tokenizer.sentences(text, 100))
                        .as(text)
                        .anyMatch(sentence -> Collections.indexOfSubList(sentence.terms(), parts(word)) >= 0);
            }
        }
        assertThat(words).hasSize(Press.COINED_WORDS);
    }

    private static List<String> parts(String word) {
        int last = word.length() - 1;
        return word.codePointAt(0) < 128 ? List.of(word.substring(0, last), word.substring(last)) : List.of(word);
    }

    @Test
    void archiveIsDeterministicAndDisjointFromTheStream() {
        List<Article> archive = SimulatedNewsroom.archive(5, 300, START);

        assertThat(archive).isEqualTo(SimulatedNewsroom.archive(5, 300, START));
        assertThat(archive).hasSize(300).allMatch(article -> article.publishedAtMillis() < START);
        assertThat(archive.stream().map(Article::id))
                .doesNotContainAnyElementsOf(articles().keySet());
    }

    @Test
    void noTextContainsAnUnfilledSlot() {
        Stream.concat(articles().values().stream(), SimulatedNewsroom.archive(6, 800, START).stream())
                .forEach(article -> assertThat(text(article)).doesNotContain("{", "}", "  ", ".."));
    }

    /** A multinomial naive Bayes classifier trained on one half of the articles classifies the other half. */
    @Test
    void topicsAreDistinguishedByTheirWords() {
        List<Article> labelled = SimulatedNewsroom.archive(7, 1_500, START).stream()
                .filter(article -> article.category() != null && "en".equals(article.language()))
                .toList();
        Map<String, Map<String, Integer>> wordsByTopic = new HashMap<>();
        for (Article article : labelled.subList(0, labelled.size() / 2)) {
            for (String word : words(article)) {
                wordsByTopic
                        .computeIfAbsent(String.valueOf(article.category()), unused -> new HashMap<>())
                        .merge(word, 1, Integer::sum);
            }
        }
        List<Article> heldOut = labelled.subList(labelled.size() / 2, labelled.size());
        long correct = heldOut.stream()
                .filter(article -> likeliest(words(article), wordsByTopic).equals(article.category()))
                .count();

        assertThat(wordsByTopic).hasSize(10);
        assertThat((double) correct / heldOut.size()).isGreaterThan(.95);
    }

    @Test
    void closedLoopReadersClickArticlesOfTheirLists() {
        List<String> recent = new ArrayList<>();
        SimulatedNewsroom room = new SimulatedNewsroom(SETTINGS.withClosedLoopShare(1), userId -> List.copyOf(recent));
        Map<String, List<String>> shown = new HashMap<>();
        int clicked = 0;
        int clicks = 0;
        for (int index = 0; index < 3_000; index++) {
            TimedEvent event = room.next();
            if (event instanceof TimedEvent.Announced announced
                    && !recent.contains(announced.article().id())) {
                recent.add(0, announced.article().id());
                recent.subList(Math.min(10, recent.size()), recent.size()).clear();
            } else if (event instanceof TimedEvent.Shown impression) {
                shown.put(
                        impression.impression().userId(),
                        impression.impression().articleIds());
            } else if (event instanceof TimedEvent.Clicked click
                    && shown.containsKey(click.click().userId())) {
                clicks++;
                clicked +=
                        shown.get(click.click().userId()).contains(click.click().articleId()) ? 1 : 0;
            }
        }
        assertThat(clicks).isGreaterThan(500);
        assertThat((double) clicked / clicks).isGreaterThan(.15);
    }

    private static double logLikelihood(List<String> words, Map<String, Integer> topic) {
        double total = topic.values().stream().mapToInt(Integer::intValue).sum();
        return words.stream()
                .mapToDouble(word -> Math.log((topic.getOrDefault(word, 0) + .1) / (total + 100)))
                .sum();
    }

    private static String likeliest(List<String> words, Map<String, Map<String, Integer>> wordsByTopic) {
        String best = "";
        double highest = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, Map<String, Integer>> topic : wordsByTopic.entrySet()) {
            double likelihood = logLikelihood(words, topic.getValue());
            if (likelihood > highest) {
                highest = likelihood;
                best = topic.getKey();
            }
        }
        return best;
    }

    private static List<String> words(Article article) {
        return List.of(text(article).toLowerCase(java.util.Locale.ROOT).split("[^a-z]+"));
    }

    private static String text(Article article) {
        return article.title() + " " + article.body();
    }

    private static Stream<Click> clicks() {
        return EVENTS.stream()
                .filter(TimedEvent.Clicked.class::isInstance)
                .map(event -> ((TimedEvent.Clicked) event).click());
    }

    private static Map<String, Article> articles() {
        Map<String, Article> articles = new HashMap<>();
        for (TimedEvent event : EVENTS) {
            if (event instanceof TimedEvent.Announced announced) {
                articles.put(announced.article().id(), announced.article());
            }
        }
        return articles;
    }

    private static List<TimedEvent> events(SimulatedNewsroom room, int count) {
        return Stream.generate(room::next).limit(count).toList();
    }
}

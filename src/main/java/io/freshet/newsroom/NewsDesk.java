package io.freshet.newsroom;

import io.freshet.event.Article;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Plans publications: new stories, their follow-ups, copies by other papers. Uses its own random source, so that
 * publications do not depend on the behaviour of readers.
 */
final class NewsDesk {
    private static final double SHARE_CHINESE = .42;
    private static final double SHARE_BREAKING = .03;
    private static final double SHARE_WITHOUT_CATEGORY = .2;
    private static final double SHARE_SHORT_LIVED = .05;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
    private static final double BREAKING_APPEAL = 3;

    private final SplittableRandom random;
    private final StoryWriter writer;
    private long stories;
    private long articles;
    private long coinedWords;

    /**
     * Creates a desk that numbers its articles in the order of planning, starting at {@code firstArticle}.
     *
     * @param firstArticle number of the first article
     */
    NewsDesk(SplittableRandom random, StoryWriter writer, long firstArticle) {
        this.articles = firstArticle;
        this.random = random;
        this.writer = writer;
        this.coinedWords = random.nextInt(Press.COINED_WORDS);
    }

    /** Invents a story of random topic, language and kind that does not introduce a {@link CoinedWord}. */
    Story newStory() {
        NewsTopic topic = pick(List.of(NewsTopic.values()));
        NewsroomLanguage language =
                random.nextDouble() < SHARE_CHINESE ? NewsroomLanguage.CHINESE : NewsroomLanguage.ENGLISH;
        String angle = pick(writer.grammar(topic, language).angles());
        boolean breaking = random.nextDouble() < SHARE_BREAKING;
        return new Story(stories++, random.nextLong(), topic, language, angle, Optional.empty(), breaking);
    }

    /** Invents one story per language, all on the same topic and with the same invented word. */
    List<Story> newCoinedStory() {
        List<NewsTopic> topics = new ArrayList<>();
        for (NewsTopic topic : NewsTopic.values()) {
            boolean inEveryLanguage = true;
            for (NewsroomLanguage language : NewsroomLanguage.values()) {
                inEveryLanguage &= writer.grammar(topic, language).has(Grammar.DEVELOPING);
            }
            if (inEveryLanguage) {
                topics.add(topic);
            }
        }
        NewsTopic topic = pick(topics);
        CoinedWord word = Press.coin(coinedWords++);
        boolean breaking = random.nextBoolean();
        List<Story> byLanguage = new ArrayList<>();
        for (NewsroomLanguage language : NewsroomLanguage.values()) {
            byLanguage.add(new Story(
                    stories++, random.nextLong(), topic, language, Grammar.DEVELOPING, Optional.of(word), breaking));
        }
        return byLanguage;
    }

    /** Plans the first report of a story, published by a random paper of its language at {@code atMillis}. */
    Draft firstReport(Story story, long atMillis) {
        return draft(story, 0, pick(Press.papers(story.language())), random.nextLong(), false, atMillis);
    }

    /** Plans the follow-ups of a first report and its copy by another paper, if any, in no particular order. */
    List<Draft> plan(Draft first) {
        Story story = first.story();
        List<Draft> planned = new ArrayList<>();
        long atMillis = first.publishedAtMillis();
        int followUps = followUps(story);
        for (int part = 1; part <= followUps; part++) {
            atMillis += followUpGapMillis(story, part);
            planned.add(draft(story, part, pick(Press.papers(story.language())), random.nextLong(), false, atMillis));
        }
        double copies = story.breaking() ? .7 : .12;
        if (random.nextDouble() < copies) {
            long copiedAtMillis = first.publishedAtMillis() + random.nextLong(5 * MINUTE_MILLIS, 40 * MINUTE_MILLIS);
            Draft.Edition edition = first.edition();
            String paper = Press.otherPaper(story.language(), edition.source(), random);
            planned.add(draft(story, 0, paper, edition.bodySeed(), true, copiedAtMillis));
        }
        return planned;
    }

    private int followUps(Story story) {
        if (story.coined().isPresent()) {
            return random.nextInt(6, 11);
        }
        if (story.breaking()) {
            return random.nextInt(3, 7);
        }
        return random.nextDouble() < .15 ? random.nextInt(1, 3) : 0;
    }

    private long followUpGapMillis(Story story, int part) {
        if (story.coined().isPresent()) {
            // The gap grows from minutes to an hour.
            return random.nextLong(2 * MINUTE_MILLIS, 6 * MINUTE_MILLIS) * part;
        }
        return story.breaking()
                ? random.nextLong(5 * MINUTE_MILLIS, 25 * MINUTE_MILLIS)
                : random.nextLong(HOUR_MILLIS, 5 * HOUR_MILLIS);
    }

    private Draft draft(Story story, int part, String source, long bodySeed, boolean copy, long atMillis) {
        boolean shortLived = story.topic() == NewsTopic.WEATHER || random.nextDouble() < SHARE_SHORT_LIVED;
        double appeal = Math.exp(.7 * random.nextGaussian()) * (story.breaking() ? BREAKING_APPEAL : 1);
        return new Draft(
                articles++,
                story,
                part,
                new Draft.Edition(source, bodySeed, random.nextLong(), copy),
                appeal,
                random.nextDouble() >= SHARE_WITHOUT_CATEGORY,
                new Draft.Lifetime(atMillis, shortLived ? atMillis + 18 * HOUR_MILLIS : Article.NEVER));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

package io.freshet.newsroom;

import java.util.Optional;
import java.util.SplittableRandom;

/** Chooses the next article of a simulated reader. */
final class ArticleChoice {
    private static final double SHARE_SAME_STORY = .3;
    private static final double SHARE_SIMILAR_STORY = .35;
    private static final int ATTEMPTS_MAX = 12;
    /** Minimum interest of a reader in a topic at which recommended articles of the topic appeal to the reader. */
    private static final double INTEREST_MIN = .1;

    private final Newsstand stand;
    private final StoryWriter writer;

    ArticleChoice(Newsstand stand, StoryWriter writer) {
        this.stand = stand;
        this.writer = writer;
    }

    /**
     * Chooses the next article that a reader clicks; empty if no article attracts the reader, who then ends the
     * session.
     *
     * @param last the article read last in this session
     */
    Optional<Draft> choose(SimulatedReader reader, Optional<Draft> last, SplittableRandom random) {
        double drawn = random.nextDouble();
        if (last.isPresent() && drawn < SHARE_SAME_STORY) {
            Optional<Draft> more = stand.sameStory(last.get(), draft -> !reader.hasRead(draft.number()));
            if (more.isPresent()) {
                return more;
            }
        }
        Optional<Story> similarTo =
                last.map(Draft::story).filter(unused -> drawn < SHARE_SAME_STORY + SHARE_SIMILAR_STORY);
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            // After half of the attempts the reader looks for any story.
            Optional<Story> pattern = attempt < ATTEMPTS_MAX / 2 ? similarTo : Optional.empty();
            Optional<Draft> candidate = draw(reader, pattern, random);
            if (candidate.isPresent()
                    && !reader.hasRead(candidate.get().number())
                    && random.nextDouble() < acceptance(reader, candidate.get(), pattern)) {
                return candidate;
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a recommended article appeals to a reader: unread, in one of the reader's languages, and breaking news or
     * of an interesting topic.
     */
    boolean appeals(SimulatedReader reader, Draft draft) {
        return !reader.hasRead(draft.number())
                && reader.languages().contains(draft.story().language())
                && (draft.story().breaking()
                        || reader.interest(draft.story().topic().shelf()) >= INTEREST_MIN);
    }

    private Optional<Draft> draw(SimulatedReader reader, Optional<Story> pattern, SplittableRandom random) {
        if (pattern.isPresent() && !pattern.get().breaking()) {
            return stand.draw(pattern.get().language(), pattern.get().topic().shelf(), random);
        }
        double sum = 0;
        for (NewsroomLanguage language : reader.languages()) {
            for (int shelf = 0; shelf <= Newsstand.breakingShelf(); shelf++) {
                sum += reader.interest(shelf) * stand.attraction(language, shelf);
            }
        }
        double left = random.nextDouble() * sum;
        for (NewsroomLanguage language : reader.languages()) {
            for (int shelf = 0; shelf <= Newsstand.breakingShelf(); shelf++) {
                left -= reader.interest(shelf) * stand.attraction(language, shelf);
                if (left < 0) {
                    return stand.draw(language, shelf, random);
                }
            }
        }
        return Optional.empty();
    }

    private double acceptance(SimulatedReader reader, Draft draft, Optional<Story> pattern) {
        Story story = draft.story();
        if (pattern.isPresent()) {
            return pattern.get().angle().equals(story.angle()) ? 1 : .1;
        }
        int angle = writer.grammar(story.topic(), story.language()).angles().indexOf(story.angle());
        return angle < 0 ? 1 : reader.acceptance(story.topic(), angle);
    }
}

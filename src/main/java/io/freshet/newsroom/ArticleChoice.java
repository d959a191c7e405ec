package io.freshet.newsroom;

import java.util.Optional;
import java.util.SplittableRandom;

/** How a simulated reader chooses what to read next. */
final class ArticleChoice {
    private static final double SHARE_SAME_STORY = .3;
    private static final double SHARE_SAME_KIND = .35;
    private static final int ATTEMPTS_MAX = 12;
    private static final double FOLLOWED_MIN = .1;

    private final Newsstand stand;
    private final StoryWriter writer;

    ArticleChoice(Newsstand stand, StoryWriter writer) {
        this.stand = stand;
        this.writer = writer;
    }

    /**
     * The next article; empty if nothing draws the reader, who then leaves.
     *
     * @param last what they have just read in this session
     */
    Optional<Draft> choose(SimulatedReader reader, Optional<Draft> last, SplittableRandom random) {
        double course = random.nextDouble();
        if (last.isPresent() && course < SHARE_SAME_STORY) {
            Optional<Draft> more = stand.sameStory(last.get(), draft -> !reader.hasRead(draft.number()));
            if (more.isPresent()) {
                return more;
            }
        }
        Optional<Story> kind = last.map(Draft::story).filter(unused -> course < SHARE_SAME_STORY + SHARE_SAME_KIND);
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            // After half the attempts the reader gives up on more of the same kind.
            Optional<Story> wanted = attempt < ATTEMPTS_MAX / 2 ? kind : Optional.empty();
            Optional<Draft> drawn = draw(reader, wanted, random);
            if (drawn.isPresent()
                    && !reader.hasRead(drawn.get().number())
                    && random.nextDouble() < acceptance(reader, drawn.get(), wanted)) {
                return drawn;
            }
        }
        return Optional.empty();
    }

    /** Whether a reader would take an article that is put before them. */
    boolean appeals(SimulatedReader reader, Draft draft) {
        return !reader.hasRead(draft.number())
                && reader.languages().contains(draft.story().language())
                && (draft.story().breaking()
                        || reader.interest(draft.story().topic().shelf()) >= FOLLOWED_MIN);
    }

    private Optional<Draft> draw(SimulatedReader reader, Optional<Story> wanted, SplittableRandom random) {
        if (wanted.isPresent() && !wanted.get().breaking()) {
            return stand.draw(wanted.get().language(), wanted.get().topic().shelf(), random);
        }
        double sum = 0;
        for (NewsroomLanguage language : reader.languages()) {
            for (int shelf = 0; shelf <= Newsstand.breakingShelf(); shelf++) {
                sum += reader.interest(shelf) * stand.pull(language, shelf);
            }
        }
        double left = random.nextDouble() * sum;
        for (NewsroomLanguage language : reader.languages()) {
            for (int shelf = 0; shelf <= Newsstand.breakingShelf(); shelf++) {
                left -= reader.interest(shelf) * stand.pull(language, shelf);
                if (left < 0) {
                    return stand.draw(language, shelf, random);
                }
            }
        }
        return Optional.empty();
    }

    private double acceptance(SimulatedReader reader, Draft draft, Optional<Story> wanted) {
        Story story = draft.story();
        if (wanted.isPresent()) {
            return wanted.get().angle().equals(story.angle()) ? 1 : .1;
        }
        int angle = writer.grammar(story.topic(), story.language()).angles().indexOf(story.angle());
        return angle < 0 ? 1 : reader.acceptance(story.topic(), angle);
    }
}

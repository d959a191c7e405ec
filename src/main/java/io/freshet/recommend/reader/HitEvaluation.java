package io.freshet.recommend.reader;

import io.freshet.event.Click;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.catalogue.TopSlots;
import io.freshet.recommend.decay.HalfLife;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluation of a reader's list by the reader's next read, beside a most-read list as baseline.
 *
 * @param position index of the article read in the list, {@link #ABSENT} if it is not in it
 * @param mostReadPosition index in a list of the same length of the most read articles (half-life five minutes) without
 *     the reader's reads. The baseline has an advantage: it is made at the time of the read, the list at the read
 *     before
 * @param reason first reason of the line; null without a line
 */
public record HitEvaluation(
        int position, int mostReadPosition, @Nullable Reason reason) {
    /** Index of an article that is not in a list. */
    public static final int ABSENT = -1;

    /**
     * Evaluates the reader's current list. Empty without a list, for a hide, for an article read before, and for a late
     * click, which came before its reader could see the list.
     *
     * @param reader state before the click
     */
    public static Optional<HitEvaluation> of(ReaderState reader, Click click, Catalogue catalogue) {
        return reader.lastList().flatMap(list -> of(list, reader, click, catalogue));
    }

    /** Evaluates a list, whether or not the reader saw it. */
    public static Optional<HitEvaluation> of(
            Recommendations list, ReaderState reader, Click click, Catalogue catalogue) {
        if (!click.kind().isRead() || reader.hasRead(click.articleId()) || reader.isLate(click)) {
            return Optional.empty();
        }
        List<RecommendedArticle> lines = list.items();
        int mostReadPlace = placeAmongMostRead(reader, click.articleId(), catalogue, lines.size());
        for (int place = 0; place < lines.size(); place++) {
            if (lines.get(place).articleId().equals(click.articleId())) {
                List<Reason> reasons = lines.get(place).reasons();
                return Optional.of(new HitEvaluation(place, mostReadPlace, reasons.isEmpty() ? null : reasons.get(0)));
            }
        }
        return Optional.of(new HitEvaluation(ABSENT, mostReadPlace, null));
    }

    public boolean isHit() {
        return position >= 0;
    }

    private static int placeAmongMostRead(ReaderState reader, String articleId, Catalogue catalogue, int size) {
        TopSlots top = catalogue.mostRead(HalfLife.FIVE_MINUTES);
        int place = 0;
        for (int position = 0; position < top.size() && place < size; position++) {
            String candidate = catalogue.article(top.slot(position)).articleId();
            if (candidate.equals(articleId)) {
                return place;
            }
            place += reader.hasRead(candidate) ? 0 : 1;
        }
        return ABSENT;
    }
}

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
 * How the list in force foresaw a read, and how a most-read list would have.
 *
 * @param place of the article read in the reader's list, 0 for the first line, {@link #NOWHERE} if it was not in it
 * @param mostReadPlace the same in a list of the same length of what was most read (five minutes' half-life) when the
 *     click came, without what the reader had read; it knows more than the list, which is as old as the reader's last
 * @param reason the first reason of the line, null if there was no such line
 */
public record HitEvaluation(
        int place, int mostReadPlace, @Nullable Reason reason) {
    /** The place of an article that is not in a list. */
    public static final int NOWHERE = -1;

    /**
     * Judges a click by a reader as yet unchanged by it; empty if there is nothing to judge: no list in force, a hide, an
     * article read before, or a late click, which came before the reader could see the list.
     */
    public static Optional<HitEvaluation> of(ReaderState reader, Click click, Catalogue catalogue) {
        return reader.lastList().flatMap(list -> of(list, reader, click, catalogue));
    }

    /** The same by a list that need not be the one the reader saw. */
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
        return Optional.of(new HitEvaluation(NOWHERE, mostReadPlace, null));
    }

    /** Whether the article stood in the list. */
    public boolean isHit() {
        return place >= 0;
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
        return NOWHERE;
    }
}

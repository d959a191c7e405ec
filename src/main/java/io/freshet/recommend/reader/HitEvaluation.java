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
 * Positions of the article that a reader read next: in the reader's list, and in a most-read list as baseline.
 *
 * @param position index of the article read in the list, from 0; {@link #ABSENT} if the list does not contain the
 *     article
 * @param mostReadPosition index of the article read in the baseline, {@link #ABSENT} if the baseline does not contain
 *     it: the most-read articles (half-life five minutes) without the reader's reads, as many as the list has. The
 *     baseline has an advantage: it is made at the time of the read, the list at the read before
 * @param reason first reason of the item that contains the article; null without an item or a reason
 */
public record HitEvaluation(
        int position, int mostReadPosition, @Nullable Reason reason) {
    /** Position that stands for an article that is not in the list. */
    public static final int ABSENT = -1;

    /**
     * Finds the positions of the clicked article in the reader's current list and in the most-read baseline; empty
     * without a list, or for a click that does not count, such as a hide. A read of an article read before does not
     * count either, nor a late click, which came before its reader could see the list.
     *
     * @param reader state before the click
     */
    public static Optional<HitEvaluation> of(ReaderState reader, Click click, Catalogue catalogue) {
        return reader.lastList().flatMap(list -> of(list, reader, click, catalogue));
    }

    /**
     * Finds the positions of the clicked article in {@code list} and in the most-read baseline; empty for a hide, an
     * article read before, or a late click. The list was made for the reader, who may not have seen it.
     *
     * @param reader state before the click
     */
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

package io.freshet.evaluate.algorithm;

import io.freshet.recommend.Recommender;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.rank.Candidates;
import io.freshet.recommend.reader.ReaderState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Request of one reader, at one event time, for a list of recommendations. Valid only until the next event is
 * processed. Candidates are proposed on first use, because many algorithms search the whole catalogue themselves.
 */
public final class ListRequest {
    private final ReaderState reader;
    private final Catalogue catalogue;
    private final long nowMillis;
    private final List<String> required;
    private final Recommender proposer;
    private @Nullable Candidates candidates;

    /**
     * Creates a request of {@code reader}; its candidates include the articles {@code required} and are proposed when
     * first needed.
     *
     * @param nowMillis event time of the list, epoch milliseconds
     * @param required ids of articles to include in the candidates in any case
     * @param proposer recommender that proposes the candidates; called at most once
     */
    public ListRequest(
            ReaderState reader, Catalogue catalogue, long nowMillis, List<String> required, Recommender proposer) {
        this.reader = reader;
        this.catalogue = catalogue;
        this.nowMillis = nowMillis;
        this.required = List.copyOf(required);
        this.proposer = proposer;
    }

    /**
     * Copy of this request for another recommender, with that recommender's state of the reader and with candidates
     * proposed by {@code otherProposer}.
     */
    ListRequest to(InProcessRecommender recommender, Recommender otherProposer) {
        return new ListRequest(
                recommender.reader(reader.userId()), recommender.catalogue(), nowMillis, required, otherProposer);
    }

    public ReaderState reader() {
        return reader;
    }

    public long nowMillis() {
        return nowMillis;
    }

    /** Articles proposed for the list, with the data by which they are ranked; proposed at the first call. */
    public Candidates candidates() {
        Candidates known = candidates;
        if (known == null) {
            known = proposer.propose(reader, catalogue, ListTime.ofEvents(nowMillis), required);
            candidates = known;
        }
        return known;
    }

    /**
     * Whether an article may be listed: in the catalogue, recently published or read, and not read by the requesting
     * reader.
     */
    public boolean mayList(String articleId) {
        return catalogue.isAlive(articleId, ListTime.ofEvents(nowMillis)) && !reader.hasRead(articleId);
    }
}

package io.freshet.evaluate.algorithm;

import io.freshet.recommend.Recommender;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.rank.Candidates;
import io.freshet.recommend.reader.ReaderState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known when a list is made. Valid only until the next event is taken in. Candidates are proposed when they are
 * first asked for, because many contenders search the whole catalogue themselves.
 */
public final class ListRequest {
    private final ReaderState reader;
    private final Catalogue catalogue;
    private final long nowMillis;
    private final List<String> required;
    private final Recommender proposer;
    private @Nullable Candidates candidates;

    /**
     * A moment.
     *
     * @param reader for whom
     * @param nowMillis the moment the list is for, epoch milliseconds of event time
     * @param required to be among the candidates in any case
     * @param proposer who proposes what to rank, with the evidence; asked once at most
     */
    public ListRequest(
            ReaderState reader, Catalogue catalogue, long nowMillis, List<String> required, Recommender proposer) {
        this.reader = reader;
        this.catalogue = catalogue;
        this.nowMillis = nowMillis;
        this.required = List.copyOf(required);
        this.proposer = proposer;
    }

    /** The same moment as another newsroom knows it, with the proposals of another recommender. */
    ListRequest in(InProcessRecommender newsroom, Recommender other) {
        return new ListRequest(newsroom.reader(reader.userId()), newsroom.catalogue(), nowMillis, required, other);
    }

    public ReaderState reader() {
        return reader;
    }

    public long nowMillis() {
        return nowMillis;
    }

    /** The candidates of the recommender, with the evidence. */
    public Candidates candidates() {
        Candidates known = candidates;
        if (known == null) {
            known = proposer.propose(reader, catalogue, ListTime.ofEvents(nowMillis), required);
            candidates = known;
        }
        return known;
    }

    /** Whether an article may stand in a list now: alive in the catalogue, and not read. */
    public boolean mayList(String articleId) {
        return catalogue.isAlive(articleId, ListTime.ofEvents(nowMillis)) && !reader.hasRead(articleId);
    }
}

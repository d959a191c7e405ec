package io.freshet.recommend;

/** The articles proposed for one list, with the evidence for each; reused from list to list, owned by one thread. */
public final class Candidates {
    /** How many articles are proposed. */
    public int size() {
        throw new UnsupportedOperationException();
    }
}

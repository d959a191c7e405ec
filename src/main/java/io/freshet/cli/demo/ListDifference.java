package io.freshet.cli.demo;

import io.freshet.event.RecommendedArticle;
import java.util.ArrayList;
import java.util.List;

/**
 * Difference between the first lines of a reader's previous and current list.
 *
 * @param lines first lines of the current list, best first
 * @param removed ids among the first lines of the previous list only, in their previous order
 */
record ListDifference(List<Line> lines, List<String> removed) {

    ListDifference {
        lines = List.copyOf(lines);
        removed = List.copyOf(removed);
    }

    /**
     * Change of an article's position on the list; {@code NEW} if the first lines of the previous list lack the
     * article.
     */
    enum Move {
        NEW,
        UP,
        DOWN,
        SAME
    }

    /**
     * Line of the current list: its position, its article, and the article's move since the previous list.
     *
     * @param rank position on the list, from 1
     */
    record Line(int rank, RecommendedArticle article, Move move) {}

    /**
     * Compares the first {@code depth} lines of a reader's previous list with those of the current one.
     *
     * @param before ids of the previous list, best first; empty if there is none
     */
    static ListDifference between(List<String> before, List<RecommendedArticle> after, int depth) {
        List<String> top = before.subList(0, Math.min(depth, before.size()));
        List<Line> lines = new ArrayList<>();
        List<String> removed = new ArrayList<>(top);
        for (int index = 0; index < Math.min(depth, after.size()); index++) {
            RecommendedArticle article = after.get(index);
            removed.remove(article.articleId());
            lines.add(new Line(index + 1, article, move(top.indexOf(article.articleId()), index)));
        }
        return new ListDifference(lines, removed);
    }

    /** Whether the first lines of both lists hold the same articles in the same order. */
    boolean isEmpty() {
        return removed.isEmpty() && lines.stream().allMatch(line -> line.move() == Move.SAME);
    }

    private static Move move(int before, int now) {
        if (before < 0) {
            return Move.NEW;
        }
        if (before == now) {
            return Move.SAME;
        }
        return now < before ? Move.UP : Move.DOWN;
    }
}

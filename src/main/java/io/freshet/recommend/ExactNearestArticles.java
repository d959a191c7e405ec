package io.freshet.recommend;

/** Compares with every live article. Holds scratch memory: one for each thread. */
final class ExactNearestArticles implements NearestArticles {
    private float[] similarities = new float[0];

    @Override
    public int find(Catalogue catalogue, VectorTable table, int slot, long nowMillis, int[] neighbours) {
        if (similarities.length < neighbours.length) {
            similarities = new float[neighbours.length];
        }
        int found = 0;
        for (int other = 0; other < catalogue.slotBound(); other++) {
            if (other == slot || !table.has(other) || !catalogue.isAlive(other, nowMillis)) {
                continue;
            }
            float similarity = table.cosine(slot, other);
            if (similarity <= 0 || (found == neighbours.length && similarity <= similarities[found - 1])) {
                continue;
            }
            int position = found == neighbours.length ? found - 1 : found++;
            for (; position > 0 && similarities[position - 1] < similarity; position--) {
                similarities[position] = similarities[position - 1];
                neighbours[position] = neighbours[position - 1];
            }
            similarities[position] = similarity;
            neighbours[position] = other;
        }
        return found;
    }
}

package io.freshet.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Parses the text of one CSV row (RFC 4180, separated by commas), without its line end. */
final class CsvRow {

    private enum State {
        FIELD_START,
        PLAIN,
        QUOTED,
        /**
         * State after a quote within a quoted field, which either ends the field or is the first half of an escaped
         * quote.
         */
        QUOTE
    }

    private CsvRow() {}

    /**
     * Whether a line ends within a quoted field; {@code startsInQuotes} says whether the line also begins within one.
     *
     * @param startsInQuotes whether the previous line ended within a quoted field
     */
    static boolean endsInQuotes(String text, boolean startsInQuotes) {
        State state = startsInQuotes ? State.QUOTED : State.FIELD_START;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            state = switch (state) {
                case QUOTED -> character == '"' ? State.QUOTE : State.QUOTED;
                case QUOTE -> character == '"' ? State.QUOTED : unquoted(character);
                case FIELD_START -> character == '"' ? State.QUOTED : unquoted(character);
                case PLAIN -> unquoted(character);
            };
        }
        return state == State.QUOTED;
    }

    private static State unquoted(char character) {
        return character == ',' ? State.FIELD_START : State.PLAIN;
    }

    /**
     * Splits the complete text of one row into its fields, without their quotes.
     *
     * @throws IllegalArgumentException if the text is not exactly one row
     */
    static List<String> fields(String text) {
        if (text.indexOf('"') < 0) {
            return Arrays.asList(text.split(",", -1));
        }
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().allowUnclosedQuote(false).ofCsvRecord(text)) {
            Iterator<CsvRecord> rows = reader.iterator();
            List<String> fields = rows.next().getFields();
            if (rows.hasNext()) {
                throw new IllegalArgumentException("the row contains a line end outside quotes");
            }
            return fields;
        } catch (CsvParseException | IOException e) {
            throw new IllegalArgumentException("text follows a quoted field before the next comma", e);
        }
    }
}

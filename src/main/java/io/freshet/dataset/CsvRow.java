package io.freshet.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Text of one CSV row (RFC 4180, separated by commas), without the line end behind it. */
final class CsvRow {

    private enum State {
        FIELD_START,
        PLAIN,
        QUOTED,
        /** After a quote in quotes: the end of the field, or the first of two quotes that stand for one. */
        QUOTE
    }

    private CsvRow() {}

    /**
     * Whether a line ends within a quoted field, which then goes on in the next line.
     *
     * @param startsInQuotes whether the line before it ended so
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
     * The fields of a text that does not end within quotes.
     *
     * @throws IllegalArgumentException if it is not one row
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
                throw new IllegalArgumentException("a line end stands within the row");
            }
            return fields;
        } catch (CsvParseException | IOException e) {
            throw new IllegalArgumentException("text follows a quoted field before the next comma", e);
        }
    }
}

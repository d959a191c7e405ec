package io.freshet.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of a Parquet file. The libraries for Parquet are not on the class path of every command; without them, any
 * use of this class throws {@link NoClassDefFoundError}.
 */
final class ParquetRows {

    private ParquetRows() {}

    /** Consumer of the rows of a file. */
    @FunctionalInterface
    interface RowConsumer {
        /**
         * Receives the values of row {@code number}, from 1, by name of the column.
         *
         * @param number number of the row, from 1
         * @param values values by column, without nulls. Integers are {@link Long}, other numbers {@link Double}, times
         *     {@link Instant} (read as UTC if they have no zone). Lists contain such values or null
         */
        void accept(long number, Map<String, Object> values);
    }

    /**
     * Reads the columns {@code required} and, if the file has them, {@code optional}, and passes each row in order to
     * {@code consumer}.
     *
     * @param required columns that the file must have
     * @param optional columns to read if the file has them
     */
    static void forEach(Path path, Set<String> required, Set<String> optional, RowConsumer consumer) {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetPages())
                .build();
        try (ParquetFileReader file = ParquetFileReader.open(new LocalInputFile(path), options)) {
            MessageType all = file.getFooter().getFileMetaData().getSchema();
            for (String column : required) {
                if (!all.containsField(column)) {
                    throw new DatasetException(path + ": no column '" + column + "'; the columns are "
                            + all.getFields().stream().map(Type::getName).toList());
                }
            }
            MessageType schema = new MessageType(
                    all.getName(),
                    Stream.concat(required.stream(), optional.stream())
                            .filter(all::containsField)
                            .map(all::getType)
                            .toList());
            file.setRequestedSchema(schema);
            long number = 0;
            for (PageReadStore pages = file.readNextRowGroup(); pages != null; pages = file.readNextRowGroup()) {
                RecordReader<Group> rows = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long row = 0; row < pages.getRowCount(); row++) {
                    consumer.accept(++number, values(rows.read()));
                }
            }
        } catch (DatasetException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // For broken files the library throws many types of exceptions.
            throw new DatasetException(
                    path + ": cannot be read as Parquet (" + DatasetException.reason(e) + "); fetch or write it again",
                    e);
        }
    }

    private static Map<String, Object> values(Group row) {
        Map<String, Object> values = new HashMap<>();
        for (Type type : row.getType().getFields()) {
            String name = type.getName();
            if (row.getFieldRepetitionCount(name) > 0) {
                values.put(name, type.isPrimitive() ? scalar(row, type, 0) : list(row.getGroup(name, 0)));
            }
        }
        return values;
    }

    /** Elements of a list, the value of one column in one row; an element without a value is null. */
    private static List<@Nullable Object> list(Group group) {
        Type repeated = group.getType().getType(0);
        List<@Nullable Object> elements = new ArrayList<>();
        for (int index = 0; index < group.getFieldRepetitionCount(0); index++) {
            if (repeated.isPrimitive()) {
                elements.add(scalar(group, repeated, index));
            } else {
                Group element = group.getGroup(0, index);
                elements.add(
                        element.getFieldRepetitionCount(0) == 0
                                ? null
                                : scalar(element, element.getType().getType(0), 0));
            }
        }
        return elements;
    }

    private static Object scalar(Group group, Type type, int index) {
        String name = type.getName();
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> {
                int value = group.getInteger(name, index);
                yield logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()
                        ? Integer.toUnsignedLong(value)
                        : (long) value;
            }
            case INT64 -> {
                long value = group.getLong(name, index);
                if (!(logical instanceof TimestampLogicalTypeAnnotation timestamp)) {
                    yield value;
                }
                yield switch (timestamp.getUnit()) {
                    case MILLIS -> Instant.ofEpochMilli(value);
                    case MICROS -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
                    case NANOS -> Instant.EPOCH.plusNanos(value);
                };
            }
            case FLOAT -> (double) group.getFloat(name, index);
            case DOUBLE -> group.getDouble(name, index);
            case BOOLEAN -> group.getBoolean(name, index);
            case BINARY -> group.getString(name, index);
            case INT96, FIXED_LEN_BYTE_ARRAY ->
                throw new IllegalArgumentException("column '" + name + "' has the unknown type " + type);
        };
    }
}

package io.freshet.dataset;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Decompresses the pages of Parquet files without native code and without Hadoop's codecs. For one thread. */
final class ParquetPages implements CompressionCodecFactory {

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("Parquet files are only read");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Pages((packed, size) -> packed);
            case GZIP -> new Pages(ParquetPages::unzip);
            case SNAPPY -> new Pages(with(new SnappyDecompressor()));
            case ZSTD -> new Pages(with(new ZstdDecompressor()));
            case LZ4_RAW -> new Pages(with(new Lz4Decompressor()));
            case LZO, BROTLI, LZ4 ->
                throw new UnsupportedOperationException(
                        "it is compressed with " + codec + "; write it with zstd, snappy, gzip or lz4_raw");
        };
    }

    @Override
    public void release() {
        // There are no resources to release.
    }

    @FunctionalInterface
    private interface PageDecompressor {
        byte[] decompress(byte[] packed, int size) throws IOException;
    }

    private static PageDecompressor with(Decompressor decompressor) {
        return (packed, size) -> {
            byte[] page = new byte[size];
            int length = decompressor.decompress(packed, 0, packed.length, page, 0, size);
            if (length != size) {
                throw new IOException("a page has " + length + " bytes, expected " + size);
            }
            return page;
        };
    }

    private static byte[] unzip(byte[] packed, int size) throws IOException {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return stream.readNBytes(size);
        }
    }

    private record Pages(PageDecompressor decompressor) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return BytesInput.from(
                    decompressor.decompress(packed.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer page, int size) throws IOException {
            byte[] bytes = new byte[packedSize];
            packed.get(bytes);
            page.put(decompressor.decompress(bytes, size));
        }

        @Override
        public void release() {
            // There are no resources to release.
        }
    }
}

package io.freshet;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Runs a parser on seeded random input. Every input has its own seed, so that {@code -Dfuzz.seed} of a failure repeats
 * its input first. {@code -Dfuzz.seconds} runs each fuzz test for at least that long.
 *
 * <p>An input fails if the parser throws an exception that the test does not catch, allocates more memory than the size
 * of the input allows, or takes longer than a minute.
 */
public final class Fuzz {
    private static final long FIRST_SEED = Long.getLong("fuzz.seed", 20_261_123);
    private static final long SECONDS = Long.getLong("fuzz.seconds", 0);
    private static final long INPUT_SECONDS_MAX = 60;
    private static final int INPUT_CHARS_SHOWN_MAX = 4_000;

    /** Sizes that a corrupt length field might have, as a varint and as a little-endian int. */
    private static final byte[][] SIZES = {
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f},
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07},
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f},
        {0, 0, 0, (byte) 0x80},
        {0}
    };

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String name;
    private final int rounds;
    private final long bytesMax;
    private final long bytesMaxPerInputByte;

    private volatile long seed;
    private volatile byte[] input = {};

    /** A parser, with the exceptions that its documentation allows caught. */
    @FunctionalInterface
    public interface Parser {
        void parse(byte[] input) throws Exception;
    }

    private Fuzz(String name, int rounds, long bytesMax, long bytesMaxPerInputByte) {
        this.name = name;
        this.rounds = rounds;
        this.bytesMax = bytesMax;
        this.bytesMaxPerInputByte = bytesMaxPerInputByte;
    }

    /**
     * Creates a fuzz test.
     *
     * @param name what is parsed, for messages
     * @param rounds number of inputs of an ordinary run
     */
    public static Fuzz of(String name, int rounds) {
        return new Fuzz(name, rounds, 1 << 20, 1_000);
    }

    /** Limits the memory that one input may allocate; by default 1 MiB and 1,000 bytes per byte of the input. */
    public Fuzz withBytesMax(long perInput, long perInputByte) {
        return new Fuzz(name, rounds, perInput, perInputByte);
    }

    /** Parses inputs that the given function makes. */
    public void run(Function<RandomGenerator, byte[]> inputs, Parser parser) {
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "fuzz " + name);
            thread.setDaemon(true);
            return thread;
        });
        try {
            Future<?> all = worker.submit(() -> parseAll(inputs, parser));
            long watched = seed;
            while (true) {
                try {
                    all.get(INPUT_SECONDS_MAX, TimeUnit.SECONDS);
                    return;
                } catch (TimeoutException e) {
                    if (seed == watched) {
                        throw new AssertionError(failure("takes longer than " + INPUT_SECONDS_MAX + " s"), e);
                    }
                    watched = seed;
                }
            }
        } catch (ExecutionException e) {
            throw new AssertionError(failure("fails: " + e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(failure("was interrupted"), e);
        } finally {
            worker.shutdownNow();
        }
    }

    private Void parseAll(Function<RandomGenerator, byte[]> inputs, Parser parser) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int round = 0; round < rounds || System.nanoTime() < end; round++) {
            seed = FIRST_SEED + round;
            byte[] next = inputs.apply(new SplittableRandom(FIRST_SEED + round));
            input = next;
            long most = bytesMax + bytesMaxPerInputByte * next.length;
            // The first run may load classes, so only a second one counts.
            if (allocatedBytes(parser, next) > most) {
                long allocated = allocatedBytes(parser, next);
                if (allocated > most) {
                    throw new AssertionError("allocates " + allocated + " bytes, expected at most " + most);
                }
            }
        }
        return null;
    }

    private static long allocatedBytes(Parser parser, byte[] input) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        parser.parse(input);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private String failure(String problem) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        boolean printable = text.chars().allMatch(character -> character >= ' ' && character < 127);
        String shown = printable ? text : "hex " + HexFormat.of().formatHex(input);
        return "%s, seed %d (repeat with -Dfuzz.seed=%d): %s; input of %d bytes: %s"
                .formatted(
                        name,
                        seed,
                        seed,
                        problem,
                        input.length,
                        shown.substring(0, Math.min(shown.length(), INPUT_CHARS_SHOWN_MAX)));
    }

    /** Converts pieces of a text format for {@link #damaged}. */
    public static byte[][] snippets(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** Returns up to {@code lengthMax} random bytes, sometimes one value repeated. */
    public static byte[] randomBytes(RandomGenerator random, int lengthMax) {
        byte[] bytes = new byte[random.nextInt(lengthMax + 1)];
        if (random.nextInt(4) > 0) {
            random.nextBytes(bytes);
        } else {
            Arrays.fill(bytes, (byte) random.nextInt(256));
        }
        return bytes;
    }

    /**
     * Returns a damaged copy of a good value: one to three flipped bits, changed bytes, snippets, cuts, repetitions or
     * truncations.
     *
     * @param snippets pieces of the format that are inserted in the wrong place; may be empty
     */
    public static byte[] damaged(byte[] good, RandomGenerator random, byte[]... snippets) {
        byte[] bytes = good.clone();
        for (int damage = random.nextInt(1, 4); damage > 0 && bytes.length > 0; damage--) {
            int position = random.nextInt(bytes.length);
            switch (random.nextInt(7)) {
                case 0 -> bytes[position] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[position] = (byte) random.nextInt(256);
                case 2 -> {
                    byte[][] pieces = snippets.length == 0 || random.nextInt(4) == 0 ? SIZES : snippets;
                    byte[] piece = pieces[random.nextInt(pieces.length)];
                    int end = random.nextBoolean() ? position : Math.min(bytes.length, position + piece.length);
                    bytes = replaced(bytes, position, end, piece);
                }
                case 3 ->
                    bytes = replaced(
                            bytes, position, Math.min(bytes.length, position + random.nextInt(1, 12)), new byte[0]);
                case 4 -> {
                    int end = Math.min(bytes.length, position + random.nextInt(1, 40));
                    int target = random.nextInt(bytes.length);
                    bytes = replaced(bytes, target, target, Arrays.copyOfRange(bytes, position, end));
                }
                case 5 -> {
                    byte[] piece = randomBytes(random, 8);
                    bytes = replaced(bytes, position, Math.min(bytes.length, position + piece.length), piece);
                }
                default -> bytes = random.nextInt(3) == 0 ? Arrays.copyOf(bytes, position) : bytes;
            }
        }
        return bytes;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] piece) {
        byte[] replaced = new byte[bytes.length - (to - from) + piece.length];
        System.arraycopy(bytes, 0, replaced, 0, from);
        System.arraycopy(piece, 0, replaced, from, piece.length);
        System.arraycopy(bytes, to, replaced, from + piece.length, bytes.length - to);
        return replaced;
    }
}

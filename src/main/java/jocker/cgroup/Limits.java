package jocker.cgroup;

import java.util.Locale;
import java.util.regex.Matcher;
import jocker.text.LazyPattern;
import jocker.text.Message;
import jocker.text.UsageException;

/**
 * What a container may use.
 *
 * @param cpuShares its weight against others when the processor is short, from 2 to 262144; 1024 is usual
 * @param memoryBytes the most memory it may hold, in bytes, at least 1
 */
public record Limits(int cpuShares, long memoryBytes) {
    /** What bocker gives a container that asks for nothing: 512 shares and 512 million bytes (bocker 80 and 81). */
    public static final Limits DEFAULT = new Limits(512, 512_000_000);

    /** The range that the kernel has for cpu.shares (MIN_SHARES and MAX_SHARES of kernel/sched/sched.h). */
    private static final int MIN_SHARES = 2;

    private static final int MAX_SHARES = 262144;

    private static final LazyPattern MEMORY = new LazyPattern("([0-9]{1,18})(?:([bkmgt])(?:i?b)?)?");

    /** Checks the ranges. */
    public Limits {
        if (cpuShares < MIN_SHARES || cpuShares > MAX_SHARES) {
            throw new UsageException(Message.of("cpu-shares-range", MIN_SHARES, MAX_SHARES, cpuShares));
        }
        if (memoryBytes < 1) {
            throw new UsageException(Message.of("memory-at-least"));
        }
    }

    /** The same limits with another CPU weight, read from text such as {@code 1024}. */
    public Limits withCpuShares(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new UsageException(Message.of("not-cpu-shares", text));
        }
        return new Limits(Integer.parseInt(text), memoryBytes);
    }

    /**
     * The same limits with another amount of memory, read from text. A bare number is bocker's unit, 1,000,000 bytes;
     * one with b, k, m, g or t is Docker's: 256m is 256 * 1024 * 1024 bytes.
     */
    public Limits withMemory(String text) {
        Matcher matcher = MEMORY.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new UsageException(Message.of("not-memory", text));
        }
        long unit = matcher.group(2) == null ? 1_000_000 : 1L << (10 * "bkmgt".indexOf(matcher.group(2)));
        try {
            return new Limits(cpuShares, Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
        } catch (ArithmeticException e) {
            throw new UsageException(Message.of("too-much-memory", text));
        }
    }
}

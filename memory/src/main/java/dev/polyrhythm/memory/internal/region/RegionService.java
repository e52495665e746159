package dev.polyrhythm.memory.internal.region;

/**
 * Something that runs once for the whole program, in its first process, as soon as any process asks
 * for it with {@link Region#requestService}. Implementations are found with {@link
 * java.util.ServiceLoader}.
 */
public interface RegionService {
    /**
     * The name that it is asked for by.
     *
     * @return letters, digits and hyphens
     */
    String name();

    /**
     * Starts it, in the first process. Called at most once for a region; must return soon.
     *
     * @param region the program's region
     */
    void start(Region region);
}

package jocker.container;

/** The bridge that all containers are plugged into. The build fills in what scripts/network says. */
public final class Bridge {
    /** The bridge's name. */
    public static final String NAME = "${bridge}";

    /** The host's own address on the bridge, the way out for every container. */
    public static final String GATEWAY = "${gateway}";

    /** The network of the containers, with the number of bits that all addresses in it share. */
    public static final String NETWORK = "${network}";

    private Bridge() {}
}

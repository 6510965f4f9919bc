package jocker.container;

import jocker.store.ContainerId;
import jocker.store.Id;

/**
 * The network of one container: its cable (a veth pair), its network namespace, its MAC and IP addresses. All follow
 * from the container's number (bocker 65).
 *
 * @param container whose network it is
 */
public record ContainerNetwork(ContainerId container) {
    private static final int OFFSET = Id.FIRST - 2;

    /** The cable's end on the host, such as {@code veth0_ps_42017}. */
    public String hostEnd() {
        return "veth0_" + container;
    }

    /** The cable's end in the container, such as {@code veth1_ps_42017}. */
    public String containerEnd() {
        return "veth1_" + container;
    }

    /** The network namespace, such as {@code netns_ps_42017}. */
    public String namespace() {
        return "netns_" + container;
    }

    /**
     * The IP address, such as {@code 10.0.0.17}: 42000 less than the number. bocker 65 drops every zero instead, which
     * gives ps_42020 and ps_42200 the same address, and ps_42010 the gateway's.
     */
    public String ip() {
        return Bridge.GATEWAY.substring(0, Bridge.GATEWAY.lastIndexOf('.') + 1) + (container.number() - OFFSET);
    }

    /**
     * The MAC address, such as {@code 02:42:ac:11:00:17}: the number's last three digits, read as one octet of one
     * digit and one of two. bocker 72 writes the first as {@code 000}, which ip(8) reads as 00.
     */
    public String mac() {
        int digits = container.number() - OFFSET;
        return "02:42:ac:11:0" + digits / 100 + ":" + digits % 100 / 10 + digits % 10;
    }
}

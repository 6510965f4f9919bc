package jocker.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A registry that has faults: it stands before a good one, and passes on what that says, except where its fault is. A
 * program of its own, as it runs in the box: {@code FaultyRegistry PORT GOOD-PORT FAULT}. It prints what it is asked.
 */
final class FaultyRegistry {
    /** A blob of this size is a layer worth a fault; configurations are smaller. */
    private static final int LARGE = 1_000_000;

    private final int good;
    private final String fault;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private FaultyRegistry(int good, String fault) {
        this.good = good;
        this.fault = fault;
    }

    public static void main(String[] arguments) throws IOException {
        FaultyRegistry registry = new FaultyRegistry(Integer.parseInt(arguments[1]), arguments[2]);
        try (ServerSocket server =
                new ServerSocket(Integer.parseInt(arguments[0]), 0, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket connection = server.accept();
                new Thread(() -> registry.serve(connection)).start();
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            List<String> request = request(connection.getInputStream());
            if (!request.isEmpty()) {
                answer(request, connection.getOutputStream());
            }
        } catch (IOException e) {
            System.out.println("the client has gone: " + e.getMessage());
        }
    }

    /** The lines of a request; none if it is no request for plain http, which is tried after https. */
    private static List<String> request(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (lines.isEmpty() && line.isEmpty() && !Character.isUpperCase(c)) {
                return List.of();
            }
            if (c != '\n') {
                line.append((char) c);
            } else if (line.toString().isBlank()) {
                return lines;
            } else {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
        }
        return List.of();
    }

    private void answer(List<String> request, OutputStream out) throws IOException {
        String[] first = request.get(0).split(" ");
        String path = first[1];
        System.out.println(first[0] + " " + path);
        boolean again = !asked.add(path);
        if (!again && !path.equals("/v2/") && fault.matches("[0-9]{3}")) {
            send(out, Integer.parseInt(fault), List.of("Retry-After: 1"), new byte[0], 0);
            return;
        }
        HttpURLConnection from = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + good + path).toURL().openConnection();
        from.setRequestMethod(first[0]);
        for (String header : request.subList(1, request.size())) {
            from.addRequestProperty(header.replaceAll(":.*", ""), header.replaceAll("^[^:]*: *", ""));
        }
        int status = from.getResponseCode();
        byte[] body = body(from, status);
        List<String> headers = new ArrayList<>();
        for (String name : List.of("Content-Type", "Docker-Content-Digest", "Docker-Distribution-Api-Version")) {
            Optional.ofNullable(from.getHeaderField(name)).ifPresent(value -> headers.add(name + ": " + value));
        }
        pass(out, path, again, status, headers, body);
    }

    private void pass(OutputStream out, String path, boolean again, int status, List<String> headers, byte[] body)
            throws IOException {
        boolean large = path.contains("/blobs/") && body.length > LARGE;
        int half = body.length / 2;
        if (large && fault.equals("redirect")) {
            send(out, 307, List.of("Location: http://127.0.0.2:" + good + path), new byte[0], 0);
        } else if (large && (fault.equals("cut") || (fault.equals("cut-once") && !again))) {
            send(out, status, headers, Arrays.copyOf(body, half), body.length);
        } else if (large && fault.equals("stall") && !again) {
            send(out, status, headers, Arrays.copyOf(body, half), body.length);
            sleep();
        } else if (large && fault.equals("corrupt")) {
            body[half] ^= 1;
            send(out, status, headers, body, body.length);
        } else if (path.contains("/manifests/") && fault.equals("altered")) {
            byte[] altered = Arrays.copyOf(body, body.length + 1);
            altered[body.length] = ' ';
            send(out, status, headers, altered, altered.length);
        } else {
            send(out, status, headers, body, body.length);
        }
    }

    private static void send(OutputStream out, int status, List<String> headers, byte[] body, int length)
            throws IOException {
        String head = "HTTP/1.1 " + status + " -\r\nContent-Length: " + length + "\r\nConnection: close\r\n"
                + headers.stream().map(it -> it + "\r\n").reduce("", String::concat) + "\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private static byte[] body(HttpURLConnection from, int status) throws IOException {
        try (InputStream body = status < 400 ? from.getInputStream() : from.getErrorStream()) {
            return body == null ? new byte[0] : body.readAllBytes();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

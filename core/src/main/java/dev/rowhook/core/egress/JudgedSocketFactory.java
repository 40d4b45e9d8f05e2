package dev.rowhook.core.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

import javax.net.SocketFactory;

/// Makes sockets that dial only what an egress policy allows, whoever resolved the name and however
/// an address was written. A refused dial is an [EgressDeniedException].
///
/// Thread-safe.
public class JudgedSocketFactory extends SocketFactory {
    private final EgressPolicy policy;

    /// A factory of sockets under `policy`.
    public JudgedSocketFactory(EgressPolicy policy) {
        this.policy = policy;
    }

    /// What its sockets ask.
    protected final EgressPolicy policy() {
        return policy;
    }

    @Override
    public Socket createSocket() {
        return new JudgedSocket(policy);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(host, port), localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(
            InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(address, port), localAddress, localPort);
    }

    private Socket connected(SocketAddress destination, InetAddress localAddress, int localPort)
            throws IOException {
        Socket socket = createSocket();
        try {
            socket.bind(new InetSocketAddress(localAddress, localPort));
            socket.connect(destination);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket connected(SocketAddress destination) throws IOException {
        Socket socket = createSocket();
        try {
            socket.connect(destination);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}

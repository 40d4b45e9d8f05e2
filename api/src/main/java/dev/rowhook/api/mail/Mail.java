package dev.rowhook.api.mail;

/// Sends letters. There is no such bean where the host has not set mail up.
public interface Mail {
    /// Sends plain text in the background. What goes wrong is logged, and nobody is told: whether
    /// an address takes mail is not for everybody to know.
    void send(String address, String subject, String text);
}

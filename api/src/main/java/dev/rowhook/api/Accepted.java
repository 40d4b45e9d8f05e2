package dev.rowhook.api;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

import java.net.URI;

/// Answers to what takes longer than an answer may: 202, with the path of what tells how far it is.
public final class Accepted {
    private Accepted() {}

    /// 202, with where to look.
    public static <T> ResponseEntity<T> at(String path, T body) {
        return ResponseEntity.accepted().location(URI.create(path)).body(body);
    }

    /// 200 if all is done, 202 with where to look otherwise.
    public static <T> ResponseEntity<T> unless(boolean done, String path, T body) {
        return done ? ResponseEntity.ok(body) : at(path, body);
    }

    /// The same by a status that tells which it is.
    public static <T> ResponseEntity<T> as(HttpStatus status, String path, T body) {
        return head(status, path).body(body);
    }

    /// The same without a body.
    public static ResponseEntity<Void> as(HttpStatus status, String path) {
        return head(status, path).build();
    }

    private static ResponseEntity.BodyBuilder head(HttpStatus status, String path) {
        ResponseEntity.BodyBuilder head = ResponseEntity.status(status);
        return status == HttpStatus.ACCEPTED ? head.location(URI.create(path)) : head;
    }
}
